namespace Rollouts.Domain.Rollouts.States;

/// <summary>A router failure in one direction.</summary>
/// <param name="Error">The latest recorded message.</param>
/// <param name="Since">When the failure began. Retries slow down from here, whatever the message becomes.</param>
public sealed record Trouble(RouterFailureKind Kind, string Error, Instant Since);
