namespace Rollouts.Analysis.Ticks;

/// <summary>
/// One raw reading of one counter, with the source's own time. Series identifies the counter within the check (for
/// example by a hash of its labels), Instance the process that exposes it, Edge the edge of a histogram, from 0. Born
/// is when the process or the counter was created, if the source reports it. Label is the value of the label by which
/// the check judges, if it judges by one. A counter with two roles (a bad request is
/// also a request) is read twice, once in each role.
/// </summary>
public readonly record struct CounterSample(
    Arm Arm,
    CounterRole Role,
    int Edge,
    ulong Series,
    ulong Instance,
    Instant At,
    double Value,
    Instant? Born = null,
    string? Label = null
)
{
    /// <summary>Whether a counter can show this value. A counter is a finite number and never below zero.</summary>
    public bool IsPossible => CanShow(Value);

    /// <summary>Whether a counter, or a count of one period, can be this number.</summary>
    public static bool CanShow(double value) => double.IsFinite(value) && value >= 0;
}
