namespace Rollouts.Engine.Streams;

/// <summary>The result of a command to a stream.</summary>
public abstract record CommandResult<TState>
    where TState : class
{
    private CommandResult() { }

    /// <summary>The command is accepted, and its change is stored.</summary>
    /// <param name="Changed">False if the stream was in the desired state already.</param>
    public sealed record Accepted(TState State, bool Changed) : CommandResult<TState>;

    public sealed record Refused(Refusal Why) : CommandResult<TState>;

    /// <summary>The stream does not exist.</summary>
    public sealed record NotFound : CommandResult<TState>;

    /// <summary>The stream changed at each attempt between reading and writing. Nothing was written.</summary>
    public sealed record Conflict : CommandResult<TState>;

    /// <summary>Another worker holds the lease by now. Nothing was written.</summary>
    public sealed record LeaseLost : CommandResult<TState>;

    /// <summary>The request behind the command was answered before. That answer is kept. Nothing was written.</summary>
    public sealed record AnsweredBefore : CommandResult<TState>;
}
