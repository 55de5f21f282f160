namespace Rollouts.Api.Rollouts;

/// <summary>Why a rollout stands where it stands.</summary>
/// <param name="Where">Where it is, in words.</param>
/// <param name="Because">What it waits for and what is in its way, a sentence each.</param>
/// <param name="Due">When time itself will change something next.</param>
internal sealed record Insight(string Where, ValueList<string> Because, string? Due);
