using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Outbox;

namespace Rollouts.Storage.Streams;

/// <summary>Writes that are committed together or not at all.</summary>
public sealed record Commit
{
    public required ValueList<StreamWrite> Writes { get; init; }

    /// <summary>
    /// The messages of the commit. A message whose key exists already in its stream and channel is a repeat and is
    /// dropped.
    /// </summary>
    public ValueList<Message> Messages { get; init; } = [];

    /// <summary>The answer to the request that caused the commit, so that the request can be repeated.</summary>
    public StoredAnswer? Answer { get; init; }

    /// <summary>Whether the workers are woken at once.</summary>
    public bool Wakes { get; init; }
}
