namespace Rollouts.Domain.Rollouts.States;

/// <summary>The kinds of router failures. Two messages of one kind may need different repairs.</summary>
public enum RouterFailureKind
{
    Unreachable,
    TimedOut,
    Throttled,
    Broken,

    /// <summary>The credentials are wrong or lack a permission.</summary>
    Denied,
    NotFound,
    Gone,

    /// <summary>The router understood the request and declined it.</summary>
    Refused,

    /// <summary>The router answered with something that the adapter cannot read.</summary>
    Unusable,
}
