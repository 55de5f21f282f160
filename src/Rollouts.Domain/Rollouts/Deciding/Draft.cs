using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// A decision in the making. It evolves along with each event, so that what is decided next is decided on what has
/// just happened. It never leaves the decision, so its being mutable shows nowhere.
/// </summary>
internal sealed class Draft(Rollout state, Instant now, Actor by, Cause cause, string reason)
{
    private List<Happening>? _happenings;

    public Rollout State { get; private set; } = state;

    public Instant Now => now;

    public Actor By => by;

    public int Count => _happenings?.Count ?? 0;

    /// <summary>Something that whoever sent the input wanted or saw.</summary>
    public void Add(RolloutEvent happened) => Add(happened, by, reason);

    /// <summary>Something that somebody else than the sender of this input has wanted before.</summary>
    public void Add(RolloutEvent happened, Actor wantedBy) =>
        Add(happened, wantedBy, wantedBy == by ? reason : $"{wantedBy} promoted it");

    /// <summary>Something that follows by itself.</summary>
    public void Follow(RolloutEvent happened, string because) => Add(happened, Actor.Machine, because);

    public void TakeBack(BackKind kind, string because) =>
        Follow(new RolloutEvent.WayBackBegan(kind, SupersededBy: null, Courses.ChangesBack(State)), because);

    public void Pause(PauseKind kind, string because)
    {
        if (State.Status is Status.Running)
        {
            Follow(new RolloutEvent.Paused(kind), because);
        }
    }

    public Decision Accept() => new Decision.Accepted(State, _happenings is null ? [] : _happenings.ToValueList());

    private void Add(RolloutEvent happened, Actor actor, string why)
    {
        // The key belongs to the sender, who is the actor of the first event alone.
        var happening = new Happening(happened, now, actor, Count == 0 ? cause : cause with { Key = null }, why);
        State = Evolution.Evolve(State, happening);
        (_happenings ??= []).Add(happening);
    }
}
