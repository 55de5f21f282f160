namespace Rollouts.Analysis.Ticks;

/// <summary>
/// The requests of both arms in one tick with one value of a label, such as one endpoint. They are part of the counts
/// of the tick.
/// </summary>
/// <param name="Value">The value; <see cref="LabelValues.Rest"/> for all values without a place of their own.</param>
public readonly record struct LabelIncrement(string Value, ArmIncrement Candidate, ArmIncrement Baseline);
