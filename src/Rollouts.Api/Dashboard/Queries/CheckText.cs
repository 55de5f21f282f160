using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>Describes a check of a plan in a few words.</summary>
internal static class CheckText
{
    /// <summary>
    /// The share of bad requests that is a breach regardless of the stable version; null if there is none.
    /// </summary>
    public static double? LimitOf(Check check) =>
        check.Judge switch
        {
            Judge.Sequential { Against: Reference.AtMost limit } => (double)limit.Limit.Value,
            Judge.BurnRate burn => (double)burn.Objective.Rest.Value,
            _ => null,
        };

    public static string Say(Check check) =>
        (
            check.Judge switch
            {
                Judge.Sequential { Against: Reference.AtMost limit } judge =>
                    $"{Bad(judge)} at most {Words.Percent(limit.Limit)}",
                Judge.Sequential { Against: Reference.Baseline against } judge =>
                    $"{Bad(judge)} at most {against.TolerateRatio} times the baseline's",
                Judge.Threshold { Limit: ValueLimit.AtMost most } threshold =>
                    $"a value of at most {most.Bound}, {threshold.Tolerate} forgiven",
                Judge.Threshold { Limit: ValueLimit.AtLeast least } threshold =>
                    $"a value of at least {least.Bound}, {threshold.Tolerate} forgiven",
                Judge.Threshold { Limit: ValueLimit.Between both } threshold =>
                    $"a value from {both.Low} to {both.High}, {threshold.Tolerate} forgiven",
                Judge.Compare => "both versions compared at the end of a verify",
                Judge.BurnRate burn => $"error budget of {Words.Percent(burn.Objective)}",
                Judge.Share => "the candidate's share of the requests is its weight",
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        )
        + Part(check)
        + (check.DryRun ? "; dry run, never acted on" : "");

    private static string Part(Check check) =>
        (check.From, check.Until) switch
        {
            (null, null) => "",
            ({ } from, null) => $"; from step '{from}' on",
            (null, { } until) => $"; to the end of step '{until}'",
            ({ } from, { } until) when from == until => $"; in step '{from}'",
            ({ } from, { } until) => $"; from step '{from}' to the end of step '{until}'",
        };

    public static string Query(Check check) =>
        check.Subject switch
        {
            Subject.Counts { By: { } label } counts => $"{counts.Bad} of {counts.Total} by {label}",
            Subject.Counts counts => $"{counts.Bad} of {counts.Total}",
            Subject.Histogram histogram => histogram.Buckets.ToString(),
            Subject.Value value => value.Query.ToString(),
            Subject.CountsOf of => $"the counts of {of.Check}",
            Subject.RouterCounts => "the counts of the router itself",
            Subject.RouterLatency => "the latency histogram of the router itself",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The effect of a breach.</summary>
    public static string OnBreach(Check check) =>
        check.IsOfRouter ? OnMisrouted(check)
        : check.DryRun ? "A breach is shown and does nothing: this is a dry run."
        : check.OnBreach == BreachAction.RollBack ? "A breach rolls back at once; no person is needed."
        : "A breach pauses the rollout for a person.";

    /// <summary>
    /// Whether the check adds up evidence toward a breach. A value that is near its limit is no evidence against a
    /// version: it keeps the limit.
    /// </summary>
    public static bool GathersEvidence(Check check) => check.Judge is Judge.Sequential or Judge.BurnRate or Judge.Share;

    /// <summary>Whether slow requests are its bad ones.</summary>
    public static bool IsLatency(Check check) => check.Judge is Judge.Sequential { SlowerThan: not null };

    private static string OnMisrouted(Check check) =>
        check.DryRun ? "A misrouting is shown and does nothing."
        : check.OnBreach == BreachAction.RollBack ? "A misrouting rolls back at once."
        : "A misrouting pauses the rollout for a person.";

    private static string Bad(Judge.Sequential judge) =>
        judge.SlowerThan is { } edge ? $"slower than {Spans.Say(edge)}:" : "failures";
}
