using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Stories;

/// <summary>A rollout's happenings as people tell them: one line each, with the time since it was opened.</summary>
public static class Story
{
    public static IEnumerable<string> Tell(IEnumerable<Happening> happenings)
    {
        var teller = new Storyteller();
        return happenings.Select(teller.Tell);
    }

    /// <param name="state">The state that the happening has made.</param>
    public static string Line(Rollout state, Happening happening)
    {
        var since = happening.At - state.OpenedAt;
        var who = happening.By == Actor.Machine ? "" : $"{happening.By}: ";
        return $"{Clock(since).PadLeft(12)}  {who}{StoryWords.Say(state, happening.Event)}{Why(happening)}";
    }

    /// <summary>Where a rollout is, in a few words for a list.</summary>
    public static string Where(Rollout state) =>
        state.Status switch
        {
            Status.Queued => "waits for its start",
            Status.Final => "has ended",
            Status.RollingBack when state.Hold is not null => "is held on its way back: the database went back in time",
            Status.RollingBack => "goes back to the old version",
            _ => $"wave {state.Position.Wave + 1}, step {state.Position.Step}: {StoryWords.Say(state.Instruction)}",
        };

    private static string Clock(TimeSpan since) =>
        since.TotalDays >= 1 ? since.ToString(@"d\.hh\:mm\:ss") : since.ToString(@"hh\:mm\:ss");

    // A verdict's sentence is the reason of what follows it too; said once it is enough.
    private static string Why(Happening happening) =>
        happening.Event
            is RolloutEvent.StepEntered
                or RolloutEvent.TrafficSeen
                or RolloutEvent.TrafficApplied
                or RolloutEvent.Began
            ? ""
            : $" ({happening.Reason})";
}
