namespace Rollouts.Storage.Idempotency;

/// <summary>Makes requests take effect once, regardless of how often they are sent.</summary>
public interface IIdempotencyRepository
{
    /// <param name="digest">A hash of the content.</param>
    /// <param name="patience">
    /// After this time without an answer the process that worked on the request is considered dead.
    /// </param>
    Task<Reception> ReceiveAsync(RequestKey request, string digest, TimeSpan patience, CancellationToken cancellation);

    /// <summary>
    /// Stores the answer of a request that wrote nothing else. A request with a commit stores its answer with that
    /// commit. The first answer is kept, and the answer of an unknown request is dropped.
    /// </summary>
    Task AnswerAsync(StoredAnswer answer, CancellationToken cancellation);

    /// <summary>
    /// Allows a request to run once more if its only result was that it came too early or lost a race. A request with
    /// an answer keeps it.
    /// </summary>
    Task LeaveAsync(RequestKey request, CancellationToken cancellation);

    /// <summary>
    /// Deletes the requests received before a time, and returns their number. Those of <see cref="SeenCallers"/> stay.
    /// </summary>
    Task<int> ForgetAsync(Instant before, CancellationToken cancellation);

    /// <summary>Deletes the requests of <see cref="SeenCallers.ForMonths"/> that were received before a time.</summary>
    Task<int> ForgetSeenAsync(Instant before, CancellationToken cancellation);
}
