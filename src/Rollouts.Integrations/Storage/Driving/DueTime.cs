namespace Rollouts.Integrations.Storage.Driving;

/// <summary>When something is to be looked at next.</summary>
/// <param name="At">Null for never: only a command or an answer brings it back.</param>
public sealed record DueTime(Instant? At);
