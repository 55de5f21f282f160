namespace Rollouts.Cli.Simulations;

/// <summary>The behaviour of the new version in a simulation.</summary>
internal enum Script
{
    /// <summary>Like the stable version.</summary>
    Good,

    /// <summary>One request in twenty fails and more are slow, from the first one on.</summary>
    Bad,

    /// <summary>Like the stable version, behind a router that gives it twice its share of the requests.</summary>
    Misrouted,
}
