namespace Rollouts.Integrations.Storage.Idempotency;

/// <summary>Requests that take effect once, however often they are sent.</summary>
public interface IIdempotencyBook
{
    /// <param name="digest">A hash of the content.</param>
    /// <param name="patience">After so long without an answer whoever worked on it is taken for dead.</param>
    Task<Reception> ReceiveAsync(RequestKey request, string digest, TimeSpan patience, CancellationToken cancellation);

    /// <summary>
    /// Leaves the answer of a request that wrote nothing else; those that did leave it with their commit. The first
    /// answer stands, and a request that nobody received has none.
    /// </summary>
    Task AnswerAsync(StoredAnswer answer, CancellationToken cancellation);

    /// <summary>
    /// Lets a request be made once more of which nothing came but that it was too early, or that others were quicker.
    /// One that was answered stays answered.
    /// </summary>
    Task LeaveAsync(RequestKey request, CancellationToken cancellation);

    /// <summary>
    /// Forgets requests that were received before; how many they were. Those of <see cref="SeenCallers"/> stay.
    /// </summary>
    Task<int> ForgetAsync(Instant before, CancellationToken cancellation);

    /// <summary>Forgets those of <see cref="SeenCallers.ForMonths"/> that were received before.</summary>
    Task<int> ForgetSeenAsync(Instant before, CancellationToken cancellation);
}
