namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>
/// One answer of a source, closed: the unit of judging. Ticks of a check are numbered upwards, so a judge can tell
/// one that it has seen. A state is a pure fold of its ticks.
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
) : Tick(Number, From, To);

/// <summary>A value of each arm; not a number where an arm has none.</summary>
public sealed record ValueTick(long Number, Instant From, Instant To, double Candidate, double Baseline = double.NaN)
    : Tick(Number, From, To);

/// <summary>The source answered, and had nothing to say.</summary>
public sealed record EmptyTick(long Number, Instant From, Instant To) : Tick(Number, From, To);

/// <summary>The source did not answer, or its answer could not be used.</summary>
public sealed record FailedTick(long Number, Instant From, Instant To) : Tick(Number, From, To);
