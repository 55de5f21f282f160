namespace Rollouts.Cli.Calibrations;

/// <summary>The result of an A/A comparison over a service's history.</summary>
/// <param name="Samples">The number of intervals.</param>
/// <param name="FailureRate">The share of failed requests of the stable version.</param>
/// <param name="Spread">The 99th percentile of that share over the intervals.</param>
/// <param name="FalseAlarms">The share of good releases that the plan's checks would roll back.</param>
/// <param name="SuggestedAtMost">A limit that one interval in a hundred of a good release exceeds.</param>
internal sealed record CalibrationShape(
    string Service,
    string Environment,
    int Rollouts,
    int Samples,
    double RequestsPerSecond,
    double FailureRate,
    double Spread,
    double? FalseAlarms,
    double SuggestedAtMost
);
