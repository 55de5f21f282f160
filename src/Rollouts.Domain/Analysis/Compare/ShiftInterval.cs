namespace Rollouts.Domain.Analysis.Compare;

/// <summary>Where the shift between two sets of values lies, and the best guess (Hodges and Lehmann's).</summary>
internal readonly record struct ShiftInterval(double Low, double High, double Estimate);
