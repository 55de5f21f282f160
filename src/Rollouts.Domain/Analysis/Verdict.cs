namespace Rollouts.Domain.Analysis;

/// <summary>What a judge says of one check on one target, with the evidence to show.</summary>
public sealed record Verdict(Standing Standing, Evidence Evidence);
