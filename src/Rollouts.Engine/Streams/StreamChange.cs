using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Streams;

/// <summary>The decision of a decider about a stream.</summary>
public abstract record StreamChange<TState>
    where TState : class
{
    private StreamChange() { }

    /// <summary>Nothing is written.</summary>
    public sealed record Keep(TState? State) : StreamChange<TState>;

    /// <param name="Commit">All writes of the transaction. The first one is the stream's own.</param>
    public sealed record Write(TState After, Commit Commit) : StreamChange<TState>;

    public sealed record Refuse(Refusal Why) : StreamChange<TState>;

    /// <summary>A stream on which the decision depends has changed: load and decide again.</summary>
    public sealed record Retry : StreamChange<TState>;
}
