namespace Rollouts.Analysis;

/// <summary>The outcome of one check on one target, with its evidence.</summary>
public sealed record Verdict(CheckOutcome Outcome, Evidence Evidence);
