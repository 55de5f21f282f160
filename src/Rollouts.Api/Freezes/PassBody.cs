namespace Rollouts.Api.Freezes;

/// <summary>A rollout that may continue in spite of a freeze.</summary>
internal sealed record PassBody(string Rollout, string Reason);
