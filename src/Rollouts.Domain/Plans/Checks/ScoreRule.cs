namespace Rollouts.Domain.Plans.Checks;

/// <summary>Groups the comparisons of a plan into one score of 0 to 100.</summary>
public sealed record ScoreRule(int Pass, int Marginal);
