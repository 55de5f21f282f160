using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Requests;

/// <summary>The idempotency key of a request, and how its face formats the stored answer.</summary>
/// <param name="Digest">A hash of the content. The same key with different content is refused.</param>
/// <param name="Write">Formats the answer of a <see cref="UseCaseResult{T}"/>.</param>
public sealed record IdempotentRequest(RequestKey Key, string Digest, Func<object, StoredAnswer> Write)
{
    /// <summary>Whether the answer is stored in the transaction of the handler.</summary>
    public bool IsStoredWithWrites { get; internal set; }
}
