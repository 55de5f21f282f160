using Rollouts.Domain.Installations;

namespace Rollouts.Domain.Plans.Rules;

/// <summary>
/// What is known when a plan is reviewed. Without an installation (lint on a laptop) the rules that need one are
/// left out; with it, nothing is.
/// </summary>
public sealed record Surroundings(Systems Systems, Installation? Installation)
{
    /// <summary>Whether a time zone of that name exists on this machine.</summary>
    public Func<string, bool> KnowsZone { get; init; } = _ => true;
}
