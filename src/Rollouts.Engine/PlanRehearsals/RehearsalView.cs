using Rollouts.Analysis.Power;

namespace Rollouts.Engine.PlanRehearsals;

/// <summary>The behaviour of a plan in simulated releases.</summary>
/// <param name="FalseAlarm">The share of good releases that it would roll back.</param>
/// <param name="GoodUndecided">The share of good releases that would run out of time.</param>
/// <param name="GoodSeconds">The average duration of a good release; null if none succeeds.</param>
/// <param name="SmallestRatio">
/// The smallest multiple of the current failures that four of five runs detect; null for none.
/// </param>
/// <param name="IdleSteps">Steps with traffic, counted from 0, that detect next to nothing.</param>
/// <param name="LeftOut">Checks that were not rehearsed: of plain values, or without a rollback.</param>
/// <param name="Shares">Routers that misroute, by weight; empty if the plan does not judge the share.</param>
/// <param name="Paths">The number of simulated releases for each line.</param>
public sealed record RehearsalView(
    ValueList<FailureView> Failures,
    double FalseAlarm,
    double GoodUndecided,
    double? GoodSeconds,
    double? SmallestRatio,
    ValueList<StepView> Steps,
    ValueList<int> IdleSteps,
    ValueList<string> LeftOut,
    ValueList<ShareView> Shares,
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
            report.Shares.Select(ShareView.Of).ToValueList(),
            report.Paths
        );
}

/// <summary>One failure and its simulated outcome.</summary>
/// <param name="Found">The share of releases that were rolled back.</param>
/// <param name="Seconds">The average time until the rollback; null if there was none.</param>
/// <param name="SlowestSeconds">The time by which nine of ten rollbacks had happened.</param>
/// <param name="FailedRequests">The average number of customer requests that fail because of it.</param>
/// <param name="FoundInStep">The share of detections in each step.</param>
/// <param name="Advice">A change that would help if the failure is detected too seldom.</param>
public sealed record FailureView(
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

/// <summary>A router that misroutes, and how it is found.</summary>
/// <param name="Weight">The weight that the router was told.</param>
/// <param name="Got">The share of the requests that the candidate gets.</param>
/// <param name="Found">The share of releases in which it is found while the weight is in force.</param>
/// <param name="Seconds">The average time until it is found; null if it never is.</param>
/// <param name="SlowestSeconds">The time by which nine of ten were found.</param>
public sealed record ShareView(string Weight, double Got, double Found, double? Seconds, double? SlowestSeconds)
{
    public static ShareView Of(ShareAssessment assessed) =>
        new(
            assessed.Asked.ToString(),
            assessed.Got,
            assessed.Found.Share,
            assessed.TimeToFind?.Mean.TotalSeconds,
            assessed.TimeToFind?.NineInTen.TotalSeconds
        );
}

/// <summary>A step with traffic.</summary>
public sealed record StepView(string Weight, TimeSpan AtLeast, TimeSpan AtMost);
