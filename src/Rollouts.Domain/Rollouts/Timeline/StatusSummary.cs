using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Timeline;

/// <summary>The records of a rollout in plain words: one line each, with the time since it was opened.</summary>
public static class StatusSummary
{
    public static IEnumerable<string> Tell(IEnumerable<RecordedEvent> records)
    {
        var writer = new TimelineWriter();
        return records.Select(writer.Tell);
    }

    /// <param name="state">The state after the record.</param>
    public static string Line(Rollout state, RecordedEvent recorded)
    {
        var since = recorded.At - state.OpenedAt;
        var who = recorded.By == Actor.Machine ? "" : $"{recorded.By}: ";
        return $"{Clock(since).PadLeft(12)}  {who}{TimelineText.Say(state, recorded.Event)}{Why(recorded)}";
    }

    /// <summary>Describes the event, without its time and its reason.</summary>
    /// <param name="state">The state after the record.</param>
    public static string Say(Rollout state, RecordedEvent recorded) => TimelineText.Say(state, recorded.Event);

    /// <summary>The status of a rollout, in a few words for a list.</summary>
    public static string Of(Rollout state) =>
        state.Status switch
        {
            Status.Queued => "waits for its start",
            Status.Final => "has ended",
            Status.Observing => "is only observed: another controller moves the weights",
            Status.RollingBack when state.Hold is not null => "is held on its way back: the database went back in time",
            Status.RollingBack => "goes back to the old version",
            Status.Running or Status.Paused =>
                $"wave {state.Position.Wave + 1}, step {state.Position.Step}: {TimelineText.Say(state.Instruction)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Clock(TimeSpan since) =>
        since.TotalDays >= 1 ? since.ToString(@"d\.hh\:mm\:ss") : since.ToString(@"hh\:mm\:ss");

    // The sentence of a verdict is also the reason of the event that follows. It is shown once.
    private static string Why(RecordedEvent recorded) =>
        recorded.Event
            is RolloutEvent.StepEntered
                or RolloutEvent.TrafficSeen
                or RolloutEvent.TrafficApplied
                or RolloutEvent.Began
            ? ""
            : $" ({recorded.Reason})";
}
