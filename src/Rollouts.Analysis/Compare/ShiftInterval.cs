namespace Rollouts.Analysis.Compare;

/// <summary>
/// The confidence interval of the shift between two sets of values, with its estimate (Hodges and Lehmann's).
/// </summary>
internal readonly record struct ShiftInterval(double Low, double High, double Estimate);
