namespace Rollouts.Integrations.Storage.Streams;

/// <summary>What became of a commit.</summary>
public enum CommitOutcome
{
    Written,

    /// <summary>
    /// A stream has moved on since, or exists already: load it and decide again. Nothing was written.
    /// </summary>
    Conflict,

    /// <summary>The lease is somebody else's by now. Nothing was written.</summary>
    LeaseLost,

    /// <summary>
    /// The request it answers was answered before, by somebody who took it over: that answer stands. Nothing was
    /// written, or the request would have taken effect twice.
    /// </summary>
    AnsweredBefore,
}
