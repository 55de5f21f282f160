using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Streams;

/// <summary>What a decider wants to become of a stream.</summary>
public abstract record StreamChange<TState>
    where TState : class
{
    private StreamChange() { }

    /// <summary>Nothing is written.</summary>
    public sealed record Keep(TState? State) : StreamChange<TState>;

    /// <param name="Commit">Everything that is written together. Its first write is the stream's own.</param>
    public sealed record Write(TState After, Commit Commit) : StreamChange<TState>;

    public sealed record Refuse(Refusal Why) : StreamChange<TState>;

    /// <summary>A stream that the decision depends on has moved: load and decide again.</summary>
    public sealed record Retry : StreamChange<TState>;
}
