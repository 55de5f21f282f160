namespace Rollouts.Analysis.Power;

/// <summary>The traffic of a service, given or measured before a rollout.</summary>
/// <param name="FailureRate">The share of the baseline's requests that fail.</param>
/// <param name="SlowRate">The share of the baseline's requests that are slower than the check's edge.</param>
public sealed record RehearsedTraffic(
    double RequestsPerSecond,
    double FailureRate,
    double SlowRate = RehearsedTraffic.UsualSlowRate
)
{
    /// <summary>Most plans set the edge so that one request in a hundred is slower.</summary>
    public const double UsualSlowRate = 0.01;

    internal double RateOf(Failure failure) => failure is Failure.Slower ? SlowRate : FailureRate;
}
