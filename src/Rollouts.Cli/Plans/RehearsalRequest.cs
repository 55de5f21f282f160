namespace Rollouts.Cli.Plans;

/// <summary>A plan to rehearse, and its traffic.</summary>
internal sealed record RehearsalRequest(
    string Plan,
    double RequestsPerSecond,
    double FailureRate,
    double? SlowRate,
    uint Seed
);

/// <summary>The behaviour of a plan in simulated bad and good releases.</summary>
internal sealed record RehearsalShape(
    IReadOnlyList<FailureShape> Failures,
    double FalseAlarm,
    double GoodUndecided,
    double? GoodSeconds,
    double? SmallestRatio,
    IReadOnlyList<StepShape> Steps,
    IReadOnlyList<int> IdleSteps,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<ShareShape> Shares,
    int Paths
);

/// <summary>One failure, with the probability and the time of its detection.</summary>
internal sealed record FailureShape(
    string Failure,
    double Found,
    double Undecided,
    double? Seconds,
    double? SlowestSeconds,
    double FailedRequests,
    IReadOnlyList<double> FoundInStep,
    IReadOnlyList<string> Advice
);

/// <summary>A router that misroutes, with the probability and the time of its detection.</summary>
internal sealed record ShareShape(string Weight, double Got, double Found, double? Seconds, double? SlowestSeconds);

/// <summary>A step with traffic.</summary>
internal sealed record StepShape(string Weight, TimeSpan AtLeast, TimeSpan AtMost);
