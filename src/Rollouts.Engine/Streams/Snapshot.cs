using Rollouts.Storage;

namespace Rollouts.Engine.Streams;

/// <summary>The state of a stream when it was loaded.</summary>
/// <param name="Version">0 for a stream that does not exist.</param>
/// <param name="State">Null for a stream that does not exist and whose kind has no initial state.</param>
public sealed record Snapshot<TState>(StreamName Stream, int Version, TState? State)
    where TState : class;
