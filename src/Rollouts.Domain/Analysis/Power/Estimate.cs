namespace Rollouts.Domain.Analysis.Power;

/// <summary>What the fast formula says of one failure, without simulating anything.</summary>
/// <param name="MeanTime">Until the rollback or the end of the plan, whichever comes first.</param>
/// <param name="FailedRequests">On average, until then.</param>
public sealed record Estimate(double RollBack, TimeSpan MeanTime, double FailedRequests);
