namespace Rollouts.Integrations.Outside;

/// <summary>The kind of a failure, as far as callers distinguish it.</summary>
public enum FaultKind
{
    /// <summary>No connection could be made, or no answer was received.</summary>
    Unreachable,

    TimedOut,

    /// <summary>The system answered that it is overloaded or rate limited.</summary>
    Throttled,

    /// <summary>The system reported an internal error.</summary>
    Broken,

    /// <summary>The credentials are wrong or lack a permission.</summary>
    Denied,

    /// <summary>The requested object does not exist.</summary>
    NotFound,

    /// <summary>The system reported that the receiver is gone for good.</summary>
    Gone,

    /// <summary>The system understood the request and refused it.</summary>
    Refused,

    /// <summary>The answer could not be interpreted.</summary>
    Unusable,
}
