using Rollouts.Api.Dashboard.Charts;
using Rollouts.Engine.PlanRehearsals;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The result of a rehearsal on the page of its plan.</summary>
public sealed record RehearsalPanelView(
    IReadOnlyList<RehearsalRowView> Rows,
    string Healthy,
    IReadOnlyList<string> Advice
)
{
    internal static RehearsalPanelView Of(RehearsalView view) =>
        new(
            [
                .. view.Failures.Select(failure => new RehearsalRowView(
                    failure.Failure,
                    failure.Found,
                    Words.Percent(failure.Found),
                    failure.Seconds is { } seconds ? Words.Span(TimeSpan.FromSeconds(seconds)) : "never",
                    Words.Count(Math.Round(failure.FailedRequests))
                )),
            ],
            $"Of good releases {Words.Percent(view.FalseAlarm)} would be taken back"
                + (
                    view.GoodSeconds is { } good
                        ? $"; the others take {Words.Span(TimeSpan.FromSeconds(good))} on average."
                        : "; none gets through in time."
                )
                + $" {Words.Count(view.Paths)} releases were played for each line.",
            [.. view.Failures.SelectMany(failure => failure.Advice).Distinct()]
        );
}

/// <param name="Cost">The customer requests that fail because of it.</param>
public sealed record RehearsalRowView(string Failure, double Share, string Caught, string After, string Cost);
