namespace Rollouts.Analysis.Ticks;

/// <summary>
/// One complete answer of a source: the unit of judging. The ticks of a check have increasing numbers, so a judge can
/// recognize a tick that it has judged. A state is a pure fold of its ticks.
/// </summary>
public abstract record Tick(long Number, Instant From, Instant To);

/// <summary>Requests served since the tick before, each counted once.</summary>
public sealed record CountTick(
    long Number,
    Instant From,
    Instant To,
    ArmIncrement Candidate,
    ArmIncrement Baseline,
    BaselineSpread Spread = default
) : Tick(Number, From, To)
{
    /// <summary>
    /// The same requests by the value of a label, if the check judges them by one. No value occurs twice.
    /// </summary>
    public ValueList<LabelIncrement> Labels { get; init; } = [];
}

/// <summary>A value of each arm; NaN for an arm without one.</summary>
public sealed record ValueTick(long Number, Instant From, Instant To, double Candidate, double Baseline = double.NaN)
    : Tick(Number, From, To);

/// <summary>The source answered without data.</summary>
public sealed record EmptyTick(long Number, Instant From, Instant To) : Tick(Number, From, To);

/// <summary>The source did not answer, or its answer could not be used.</summary>
public sealed record FailedTick(long Number, Instant From, Instant To) : Tick(Number, From, To);
