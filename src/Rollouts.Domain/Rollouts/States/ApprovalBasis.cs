using Rollouts.Analysis;

namespace Rollouts.Domain.Rollouts.States;

/// <summary>What a person saw who approved a step ahead. The approval counts only while this still holds.</summary>
/// <param name="PlanHash">The hash of the plan; null for a rollout of a build that recorded none.</param>
/// <param name="Checks">The outcome of each required check.</param>
public sealed record ApprovalBasis(string? PlanHash, VersionName Version, ValueList<SeenCheck> Checks);

/// <summary>The outcome of a check at one moment.</summary>
public sealed record SeenCheck(CheckName Check, TargetName? Target, CheckOutcome Outcome);
