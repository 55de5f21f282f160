namespace Rollouts.Domain.Audit;

/// <summary>
/// One stored record of a stream: the event, its actor, its cause and its reason. Rollouts and all other audited
/// resources have streams.
/// </summary>
/// <param name="Stream">The stream, as in <c>rollout/0b5f…</c>.</param>
/// <param name="Version">Its place in the stream, from 1, without gaps.</param>
/// <param name="Event">The registered name of the event.</param>
/// <param name="By">The actor as JSON.</param>
/// <param name="CauseKey">The key of the command that caused it, where it was one.</param>
/// <param name="Data">The event as JSON.</param>
public sealed record Entry(
    string Stream,
    int Version,
    string Event,
    Instant At,
    string By,
    string Cause,
    string? CauseKey,
    string Reason,
    string Data
);
