namespace Rollouts.Domain.Analysis;

/// <summary>Where a number lies with the confidence that was asked for, at every moment that anybody looks.</summary>
public readonly record struct Interval(double Low, double High);
