using Rollouts.Analysis;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>A state as a shape, a word and a colour, in this order of importance.</summary>
/// <param name="Icon">The name of the shape.</param>
/// <param name="Class">The name of the colour: ok, run, rise, bad, held or none.</param>
public sealed record ChipView(string Icon, string Class, string Text)
{
    /// <summary>From this share of the required evidence on, a check is shown as rising.</summary>
    public const double Rising = 0.3;

    public static ChipView Of(Status status) =>
        status switch
        {
            Status.Queued => new("clock", "none", "queued"),
            Status.Running => new("run", "run", "running"),
            Status.Observing => new("clock", "none", "observing"),
            Status.ObservedSucceeded => new("ok", "ok", "observed: succeeded"),
            Status.ObservedRolledBack => new("back", "bad", "observed: rolled back"),
            Status.ObservedTimedOut => new("none", "held", "observed: timed out"),
            Status.Paused => new("held", "held", "paused"),
            Status.RollingBack => new("back", "bad", "rolling back"),
            Status.Succeeded { IsUnproven: true } => new("rise", "rise", "succeeded, unproven"),
            Status.Succeeded => new("ok", "ok", "succeeded"),
            Status.RolledBack => new("back", "bad", "rolled back"),
            Status.Cancelled => new("none", "none", "cancelled"),
            Status.Superseded => new("none", "none", "superseded"),
            Status.Abandoned => new("bad", "bad", "abandoned"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>By the stored name of a status in lists.</summary>
    public static ChipView OfName(string status) =>
        status switch
        {
            nameof(Status.Queued) => new("clock", "none", "queued"),
            nameof(Status.Running) => new("run", "run", "running"),
            nameof(Status.Observing) => Of(new Status.Observing()),
            nameof(Status.ObservedSucceeded) => Of(new Status.ObservedSucceeded(default)),
            nameof(Status.ObservedRolledBack) => Of(new Status.ObservedRolledBack(default)),
            nameof(Status.ObservedTimedOut) => Of(new Status.ObservedTimedOut(default)),
            nameof(Status.Paused) => new("held", "held", "paused"),
            nameof(Status.RollingBack) => new("back", "bad", "rolling back"),
            nameof(Status.Succeeded) => new("ok", "ok", "succeeded"),
            nameof(Status.RolledBack) => new("back", "bad", "rolled back"),
            nameof(Status.Abandoned) => new("bad", "bad", "abandoned"),
            _ => new("none", "none", status.ToLowerInvariant()),
        };

    public static ChipView Of(CheckRun check) =>
        check.Outcome switch
        {
            CheckOutcome.Healthy => new("ok", "ok", "healthy"),
            CheckOutcome.Breach => new("bad", "bad", "breach"),
            CheckOutcome.NoData => new("none", "held", "no data"),
            CheckOutcome.SourceFailed => new("none", "held", "source failed"),
            CheckOutcome.SharedIncident => new("rise", "held", "shared incident"),
            CheckOutcome.Misrouted => new("bad", "bad", "misrouted"),
            CheckOutcome.NotApplicable => new("none", "none", "at rest"),
            CheckOutcome.Watching when ShareOf(check) >= Rising => new("rise", "rise", "evidence rising"),
            CheckOutcome.Watching => new("clock", "run", "watching"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The evidence of a breach as a share of the required evidence; 0 for checks that gather none.</summary>
    public static double ShareOf(CheckRun check) =>
        CheckText.GathersEvidence(check.Check) && check.Evidence is { Now: { } now, Needed: > 0 and { } needed }
            ? Math.Clamp(now / needed, 0, 1)
            : 0;

    public static ChipView Of(Rollout state)
    {
        if (!state.IsUnderWay)
        {
            return Of(state.Status);
        }

        var counted = state.Checks.Where(check => check.Counts).ToList();
        return counted.Find(check => check.Outcome == CheckOutcome.Breach) is { } broken
                ? new ChipView("bad", "bad", $"{broken.Check.Name} breached")
            : counted.Exists(check => check.Outcome == CheckOutcome.Misrouted) ? new ChipView("bad", "bad", "misrouted")
            : state.Status is Status.Paused ? Of(state.Status)
            : Asked(state) ? new ChipView("person", "held", "waits for approval")
            : counted.Exists(check => Of(check).Class == "rise") ? new ChipView("rise", "rise", "evidence rising")
            : Of(state.Status);
    }

    private static bool Asked(Rollout state) => state.Instruction is Domain.Plans.Courses.Instruction.Approve;
}
