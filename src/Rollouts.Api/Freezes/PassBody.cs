namespace Rollouts.Api.Freezes;

/// <summary>A rollout that is to go on in spite of a freeze.</summary>
internal sealed record PassBody(string Rollout, string Reason);
