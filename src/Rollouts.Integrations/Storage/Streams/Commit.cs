using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Integrations.Storage.Streams;

/// <summary>What is written together: all of it, or nothing.</summary>
public sealed record Commit
{
    public required ValueList<StreamWrite> Writes { get; init; }

    /// <summary>
    /// What people are to be told because of it. A message whose key its stream and channel have already is the same
    /// message again, and dropped.
    /// </summary>
    public ValueList<Message> Messages { get; init; } = [];

    /// <summary>The answer to the request that caused it, so that the request can be repeated.</summary>
    public StoredAnswer? Answer { get; init; }

    /// <summary>Whether the workers hear of it at once, and not at their next look.</summary>
    public bool Wakes { get; init; }
}
