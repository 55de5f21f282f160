using Rollouts.Engine.Routes;

namespace Rollouts.Api.Routes;

/// <summary>The claim of a service on a route that has no declared owner.</summary>
/// <param name="Place">The route on its proxy, as in <c>appMesh:demo:checkout:checkout</c>.</param>
/// <param name="Rollout">The owner's rollout that began last.</param>
/// <param name="LastUsed">When that rollout began. The claim ends 30 days later.</param>
/// <param name="Revision">Send it as If-Match to free the route.</param>
internal sealed record RouteClaimView(
    string Connection,
    string Place,
    string Service,
    string Environment,
    string Rollout,
    string Since,
    string LastUsed,
    int Revision
)
{
    /// <param name="kept">A claim that has an owner.</param>
    public static RouteClaimView Of(ConnectionName connection, KeptClaim kept) =>
        kept.Claim is { Owner: { } owner, Rollout: { } rollout, Since: { } since, LastUsed: { } used }
            ? new RouteClaimView(
                connection.Value,
                kept.Stream.RoutePlace!,
                owner.Service.Value,
                owner.Environment.Value,
                rollout.ToString(),
                since.ToString(),
                used.ToString(),
                kept.Claim.Version
            )
            : throw new System.Diagnostics.UnreachableException();
}
