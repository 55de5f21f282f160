namespace Rollouts.Engine.Access;

/// <summary>The part of the installation that an endpoint shows or changes. Each endpoint declares one.</summary>
public enum RequiredReach
{
    /// <summary>No resource of a service: only the caller itself, or the text that the caller sends.</summary>
    None,

    /// <summary>
    /// A service, or the services that the caller reaches. Lists are filtered, and a rollout out of reach is answered
    /// as unknown.
    /// </summary>
    Service,

    /// <summary>An environment with all of its services.</summary>
    Environment,

    /// <summary>The installation as a whole. Only callers with grants for everything are admitted.</summary>
    All,
}
