using Rollouts.Domain.Connections;

namespace Rollouts.Domain.PlanReview;

/// <summary>
/// The context of a review. Without an installation (lint on a laptop) the rules that need one are skipped; with it,
/// all rules apply.
/// </summary>
public sealed record ReviewContext(Systems Systems, Installation? Installation)
{
    /// <summary>Whether a time zone of that name exists on this machine.</summary>
    public Func<string, bool> KnowsZone { get; init; } = _ => true;
}
