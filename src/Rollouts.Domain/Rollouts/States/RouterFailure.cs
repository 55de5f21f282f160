namespace Rollouts.Domain.Rollouts.States;

/// <summary>A router failure in one direction.</summary>
/// <param name="Error">The latest recorded message.</param>
/// <param name="Since">
/// When the failure began. Retries slow down from this time on, even if the message changes.
/// </param>
public sealed record RouterFailure(RouterFailureKind Kind, string Error, Instant Since);
