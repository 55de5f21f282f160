namespace Rollouts.Bench.Engine;

/// <summary>What one worker did in a while.</summary>
internal sealed record Window(
    double Seconds,
    long Ticks,
    double TickP50,
    double TickP99,
    double TickWorst,
    long Drives,
    double DriveP50,
    double DriveP99,
    double DriveWorst,
    double CpuSeconds,
    long StoreCalls,
    long Commits,
    long PeakBytes,
    Collected Collected
);
