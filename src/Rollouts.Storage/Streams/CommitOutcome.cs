namespace Rollouts.Storage.Streams;

/// <summary>The result of a commit.</summary>
public enum CommitOutcome
{
    Written,

    /// <summary>A stream has changed since, or exists already: load it and decide again. Nothing was written.</summary>
    Conflict,

    /// <summary>Another worker holds the lease by now. Nothing was written.</summary>
    LeaseLost,

    /// <summary>
    /// Another process took the request over and answered it. That answer is kept. Nothing was written, or the request
    /// would have taken effect twice.
    /// </summary>
    AnsweredBefore,
}
