using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// A decision in the making. Each added event evolves the state, so that later parts of the decision see it. The draft
/// does not outlive the decision, so its mutability is not visible outside.
/// </summary>
internal sealed class Draft(Rollout state, Instant now, Actor by, Cause cause, string reason)
{
    private List<RecordedEvent>? _records;

    public Rollout State { get; private set; } = state;

    public Instant Now => now;

    public Actor By => by;

    public int Count => _records?.Count ?? 0;

    /// <summary>Adds an event that the sender of the input requested or observed.</summary>
    public void Add(RolloutEvent happened) => Append(happened, by, reason);

    /// <summary>Adds an event that another actor requested earlier.</summary>
    public void Add(RolloutEvent happened, Actor wantedBy) =>
        Append(happened, wantedBy, wantedBy == by ? reason : $"{wantedBy} promoted it");

    /// <summary>Adds an event that another actor requested earlier, with that actor's reason.</summary>
    public void Add(RolloutEvent happened, Actor wantedBy, string why) => Append(happened, wantedBy, why);

    /// <summary>Adds an event that the machine itself causes.</summary>
    public void Follow(RolloutEvent happened, string because) => Append(happened, Actor.Machine, because);

    /// <summary>
    /// Starts a rollback that the plan asks for. Past the point of no return the rollout is held for a person instead.
    /// </summary>
    /// <returns>Whether the rollback has started.</returns>
    public bool TakeBack(RollbackReason kind, string because)
    {
        if (State.PassedPoint is not null)
        {
            PointsOfNoReturn.Withhold(this, kind, because);
            return false;
        }

        Follow(new RolloutEvent.RollbackStarted(kind, SupersededBy: null, TrafficPlan.ChangesBack(State)), because);
        return true;
    }

    public void Pause(PauseKind kind, string because)
    {
        if (State.Status is Status.Running)
        {
            Follow(new RolloutEvent.Paused(kind), because);
        }
    }

    public Decision Accept() => new Decision.Accepted(State, _records is null ? [] : _records.ToValueList());

    private void Append(RolloutEvent happened, Actor actor, string why)
    {
        // The idempotency key belongs to the sender, who is the actor of the first event only.
        var recorded = new RecordedEvent(happened, now, actor, Count == 0 ? cause : cause with { Key = null }, why);
        State = Evolution.Evolve(State, recorded);
        (_records ??= []).Add(recorded);
    }
}
