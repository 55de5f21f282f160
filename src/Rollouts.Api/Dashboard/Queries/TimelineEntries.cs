using Rollouts.Analysis;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Timeline;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The events of a rollout in words, the newest first.</summary>
internal static class TimelineEntries
{
    private const int Most = 200;

    public static IReadOnlyList<TimelineEntryView> Of(RolloutHistory history) =>
        [.. history.Moments.Reverse().Take(Most).Select(Of)];

    /// <summary>The event as a mark on charts; null if the lines show it already.</summary>
    public static (string Icon, string Class, string Text)? MarkOf(RolloutEvent happened) =>
        happened switch
        {
            RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.Breach } breach => (
                "bad",
                "c-bad",
                $"{breach.Check} breached"
            ),
            RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.Misrouted } => ("bad", "c-bad", "misrouted"),
            RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.SourceFailed } failed => (
                "none",
                "",
                $"source of {failed.Check} failed"
            ),
            RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.NoData } silent => (
                "none",
                "",
                $"{silent.Check}: no data"
            ),
            RolloutEvent.Approved approved => ("person", "", $"approved by {approved.Person}"),
            RolloutEvent.ApprovedAhead given => ("person", "", $"step {given.Step} approved ahead by {given.Person}"),
            RolloutEvent.ApprovalVoided voided => ("person", "c-bad", $"approval of {voided.Person} void"),
            RolloutEvent.Rejected rejected => ("person", "c-bad", $"rejected by {rejected.Person}"),
            RolloutEvent.AlarmRang rang => ("bad", "c-bad", $"alarm {rang.Alarm}"),
            RolloutEvent.DriftedDown => ("rise", "c-rise", "traffic moved from outside"),
            RolloutEvent.DriftedUp => ("rise", "c-rise", "traffic moved from outside"),
            RolloutEvent.RouterLost => ("none", "c-rise", "router fails"),
            RolloutEvent.Promoted => ("person", "", "promoted"),
            RolloutEvent.RollbackStarted => ("back", "c-bad", "rollback"),
            RolloutEvent.RollbackWithheld => ("held", "c-bad", "rollback withheld"),
            _ => null,
        };

    private static TimelineEntryView Of(RolloutMoment moment)
    {
        var (icon, css) = IconOf(moment.Event.Event);
        return new TimelineEntryView(
            moment.Event.At,
            icon,
            css,
            RolloutWords.Sentence(StatusSummary.Say(moment.State, moment.Event)),
            moment.Event.By == Actor.Machine ? null : moment.Event.By.Name,
            Why(moment.Event)
        );
    }

    // The reason of a machine repeats the line, except for the sentence of a verdict.
    private static string? Why(RecordedEvent happened) =>
        happened.Event
            is RolloutEvent.VerdictChanged
                or RolloutEvent.RollbackStarted
                or RolloutEvent.RollbackWithheld
                or RolloutEvent.ApprovalVoided
                or RolloutEvent.Paused
        || happened.By != Actor.Machine
            ? happened.Reason
            : null;

    private static (string Icon, string Class) IconOf(RolloutEvent happened) =>
        happened switch
        {
            RolloutEvent.VerdictChanged { Verdict.Outcome: var outcome } => outcome switch
            {
                CheckOutcome.Healthy => ("ok", "c-ok"),
                CheckOutcome.Breach or CheckOutcome.Misrouted => ("bad", "c-bad"),
                CheckOutcome.SharedIncident => ("rise", "c-rise"),
                CheckOutcome.NoData or CheckOutcome.SourceFailed => ("none", "c-held"),
                _ => ("clock", ""),
            },
            RolloutEvent.StepEntered or RolloutEvent.TrafficSeen or RolloutEvent.TrafficApplied => ("run", ""),
            RolloutEvent.Succeeded => ("ok", "c-ok"),
            RolloutEvent.RolledBack => ("back", "c-bad"),
            RolloutEvent.Paused => ("held", "c-held"),
            RolloutEvent.Resumed => ("run", ""),
            _ => MarkOf(happened) is var (icon, css, _) ? (icon, css) : ("dot", ""),
        };
}
