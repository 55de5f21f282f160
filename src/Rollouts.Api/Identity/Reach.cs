namespace Rollouts.Api.Identity;

/// <summary>What of the installation an endpoint shows or changes. Each endpoint declares one.</summary>
internal enum Reach
{
    /// <summary>Nothing that belongs to a service: the caller itself, or the text that the caller sends.</summary>
    None,

    /// <summary>
    /// A service, or the services that the caller reaches: lists are filtered, and a rollout out of reach is not there.
    /// </summary>
    Service,

    /// <summary>An environment with all of its services.</summary>
    Environment,

    /// <summary>The installation as a whole: only callers who reach everything are let in.</summary>
    All,
}
