namespace Rollouts.Api.Rollouts;

/// <summary>A command as it was sent.</summary>
/// <param name="IfMatch">The position that it was decided on, as the rollout's ETag showed it.</param>
internal sealed record CommandRequest(string Rollout, string Name, string? IfMatch, CommandBody Body);
