using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Streams;

/// <summary>The stored state of a stream.</summary>
/// <param name="Head">The hash of its last record, to which the next one is chained.</param>
/// <param name="State">
/// The state after the last record; null for a stream without a state, or if the reader already has it.
/// </param>
public sealed record StoredState(StreamName Name, int Version, Hash Head, string? State);
