namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>Where a relay before HAProxy breaks.</summary>
public enum Breaks
{
    /// <summary>It takes what is said and says nothing.</summary>
    Silently,

    /// <summary>It passes on reads and the first of several changes, and hangs up on the rest.</summary>
    AfterFirstChange,
}
