using Rollouts.Domain.Connections;

namespace Rollouts.Engine.Routes;

/// <summary>The route of one target, and whether the plan's service may move it.</summary>
/// <param name="Claims">
/// The claims on it, one for each connection that leads to it; empty if no claim is needed.
/// </param>
/// <param name="Other">
/// The owner whose claim excludes the service; null if there is none, or if the owner was declared.
/// </param>
public sealed record PlanRoute(TargetName Target, RouteRight Right, ValueList<KeptClaim> Claims, RouteOwner? Other)
{
    public bool IsDenied => Other is not null || Right is RouteRight.NotWritten or RouteRight.DeclaredForOthers;
}
