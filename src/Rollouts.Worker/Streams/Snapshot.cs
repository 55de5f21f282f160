using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Streams;

/// <summary>A stream as it stood when it was loaded.</summary>
/// <param name="Version">0 for a stream that is not there.</param>
/// <param name="State">Null for a stream that is not there and whose kind has no initial state.</param>
public sealed record Snapshot<TState>(StreamName Stream, int Version, TState? State)
    where TState : class;
