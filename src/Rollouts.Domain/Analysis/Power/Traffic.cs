namespace Rollouts.Domain.Analysis.Power;

/// <summary>What a service gets, given or measured before a rollout.</summary>
/// <param name="FailureRate">The share of the baseline's requests that fail.</param>
/// <param name="SlowRate">The share of the baseline's requests that are slower than the check's edge.</param>
public sealed record Traffic(double RequestsPerSecond, double FailureRate, double SlowRate = Traffic.UsualSlowRate)
{
    /// <summary>An edge is mostly set where one request in a hundred is slower.</summary>
    public const double UsualSlowRate = 0.01;

    internal double RateOf(Failure failure) => failure is Failure.Slower ? SlowRate : FailureRate;
}
