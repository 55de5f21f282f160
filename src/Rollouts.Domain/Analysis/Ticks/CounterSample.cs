namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>
/// One raw reading of one counter, at the source's own time for it. Series tells the counter apart from all others
/// of the check (a hash of its labels will do), Instance the process it lives in, Edge the edge of a histogram, from
/// 0; Born is when the process or the counter began, where the source knows it. A counter that counts twice (a bad
/// request is also a request) is read twice, once in each role.
/// </summary>
public readonly record struct CounterSample(
    Arm Arm,
    CounterRole Role,
    int Edge,
    ulong Series,
    ulong Instance,
    Instant At,
    double Value,
    Instant? Born = null
)
{
    /// <summary>Whether a counter can show this value. A counter is a finite number and never below zero.</summary>
    public bool IsPossible => CanShow(Value);

    /// <summary>Whether a counter, or a count of one period, can be this number.</summary>
    public static bool CanShow(double value) => double.IsFinite(value) && value >= 0;
}
