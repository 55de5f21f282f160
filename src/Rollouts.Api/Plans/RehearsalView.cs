using Rollouts.Domain.Analysis.Power;

namespace Rollouts.Api.Plans;

/// <summary>What a plan would do.</summary>
/// <param name="FalseAlarm">The share of good releases that it would take back.</param>
/// <param name="GoodUndecided">The share of good releases that run out of time.</param>
/// <param name="GoodSeconds">How long a good release takes on average; null where none gets through.</param>
/// <param name="SmallestRatio">
/// The smallest multiple of the present failures that is found in four runs of five; null for none.
/// </param>
/// <param name="IdleSteps">Steps with traffic, counted from 0, in which next to nothing is found.</param>
/// <param name="LeftOut">Checks that were not rehearsed: of plain values, or without a way back.</param>
/// <param name="Paths">How many releases were played for each line.</param>
internal sealed record RehearsalView(
    ValueList<FailureView> Failures,
    double FalseAlarm,
    double GoodUndecided,
    double? GoodSeconds,
    double? SmallestRatio,
    ValueList<StepView> Steps,
    ValueList<int> IdleSteps,
    ValueList<string> LeftOut,
    int Paths
)
{
    public static RehearsalView Of(RehearsalPlan plan, RehearsalReport report, ValueList<CheckName> leftOut) =>
        new(
            report.Failures.Select(FailureView.Of).ToValueList(),
            report.Healthy.RollBack.Share,
            report.Healthy.Undecided.Share,
            report.Healthy.TimeToPass?.Mean.TotalSeconds,
            report.SmallestRatio,
            plan.Steps.Select(step => new StepView(step.Weight.ToString(), step.AtLeast, step.AtMost)).ToValueList(),
            report.IdleSteps,
            leftOut.Select(check => check.Value).ToValueList(),
            report.Paths
        );
}

/// <summary>One failure, and what would become of it.</summary>
/// <param name="Found">The share of releases that were taken back.</param>
/// <param name="Seconds">Until then, on average; null where none was.</param>
/// <param name="SlowestSeconds">Nine in ten were taken back by then.</param>
/// <param name="FailedRequests">Requests of customers that fail because of it, on average.</param>
/// <param name="FoundInStep">The share that was found in each step.</param>
/// <param name="Advice">What would help where it is found too seldom.</param>
internal sealed record FailureView(
    string Failure,
    double Found,
    double Undecided,
    double? Seconds,
    double? SlowestSeconds,
    double FailedRequests,
    ValueList<double> FoundInStep,
    ValueList<string> Advice
)
{
    public static FailureView Of(Assessment assessed) =>
        new(
            assessed.Failure.Name,
            assessed.RollBack.Share,
            assessed.Undecided.Share,
            assessed.TimeToRollBack?.Mean.TotalSeconds,
            assessed.TimeToRollBack?.NineInTen.TotalSeconds,
            assessed.FailedRequests,
            assessed.CaughtInStep,
            assessed.Advice
        );
}

/// <summary>A step with traffic.</summary>
internal sealed record StepView(string Weight, TimeSpan AtLeast, TimeSpan AtMost);
