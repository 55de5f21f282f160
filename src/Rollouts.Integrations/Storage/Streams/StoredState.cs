using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Streams;

/// <summary>Where a stream stands.</summary>
/// <param name="Head">The hash of its last record, from which the next one is chained.</param>
/// <param name="State">
/// The state that was written with it; null for a stream that has none, and where its reader has it already.
/// </param>
public sealed record StoredState(StreamName Name, int Version, Hash Head, string? State);
