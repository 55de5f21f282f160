namespace Rollouts.Analysis;

/// <summary>A confidence interval that is valid at every look, not only at one planned time.</summary>
public readonly record struct Interval(double Low, double High);
