namespace Rollouts.Domain.Rollouts.States;

/// <summary>A router that does not answer, and since when.</summary>
public sealed record Trouble(string Error, Instant Since);
