using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Routes;

/// <summary>
/// Finds the routes of a plan that its service may move: by the declaration of administrators, or by the claims that
/// rollouts make when they begin. Nothing is cached, since another process may have made the claim.
/// </summary>
public sealed class RouteClaims(IStreamStore streams, CurrentInstallation installation)
{
    public async Task<PlanRoutes> LoadAsync(Plan plan, Instant now, CancellationToken cancellation)
    {
        var owner = new RouteOwner(plan.Service, plan.Environment);
        var uses = plan
            .Targets.Select(target =>
                (target.Name, Use: RouteOwnership.Of(target.Route, owner.Service, owner.Environment, installation.Now))
            )
            .Where(used => used.Use is not null)
            .Select(used => (used.Name, Use: used.Use!))
            .ToList();
        var claims = await LoadAsync(
            uses.Where(used => used.Use.Right == RouteRight.Claim).Select(used => used.Use),
            cancellation
        );
        List<PlanRoute> routes = [];
        foreach (var (target, use) in uses)
        {
            var all =
                use.Right == RouteRight.Claim ? StreamsOf(use).Select(stream => claims[stream.Text]).ToValueList() : [];
            RouteOwner? other = null;
            foreach (var kept in all.Where(kept => kept.Claim.IsOwnedByAnother(owner)))
            {
                other ??= await IsInForceAsync(kept.Claim, now, cancellation) ? kept.Claim.Owner : null;
            }

            routes.Add(new PlanRoute(target, use.Right, all, other));
        }

        return new PlanRoutes(owner, routes.ToValueList());
    }

    /// <summary>The streams of the claims on a route: one for each connection that leads to it.</summary>
    internal static IEnumerable<StreamName> StreamsOf(RouteUse use) =>
        use.Connections.Select(connection => StreamName.OfRoute(connection, use.Place));

    /// <summary>Loads claims in the order of their streams.</summary>
    internal async Task<IReadOnlyList<KeptClaim>> LoadAsync(
        IReadOnlyList<StreamName> names,
        CancellationToken cancellation
    )
    {
        if (names.Count == 0)
        {
            return [];
        }

        var loaded = await streams.LoadAsync([.. names.Select(name => (Wanted)name)], cancellation);
        List<KeptClaim> claims = [];
        for (var i = 0; i < names.Count; i++)
        {
            var stored = loaded.Streams[i];
            claims.Add(new KeptClaim(names[i], stored?.Version ?? 0, await ReadAsync(stored, cancellation)));
        }

        return claims;
    }

    /// <summary>
    /// Whether a claim excludes other services: until it is stale, and after that while its owner has a running
    /// rollout.
    /// </summary>
    internal async Task<bool> IsInForceAsync(RouteClaim claim, Instant now, CancellationToken cancellation) =>
        claim.Owner is { } owner && (!claim.IsStale(now) || await IsUnderWayAsync(owner, cancellation));

    /// <summary>Whether the service has a running rollout.</summary>
    internal async Task<bool> IsUnderWayAsync(RouteOwner owner, CancellationToken cancellation)
    {
        var loaded = await streams.LoadAsync([StreamName.Of(owner.Service, owner.Environment)], cancellation);
        return loaded.Streams[0] is { } stored
            && await StateCodecs.Service(owner.Service, owner.Environment).ReadAsync(streams, stored, cancellation)
                is not { UnderWay: null };
    }

    private async ValueTask<RouteClaim> ReadAsync(StoredState? stored, CancellationToken cancellation) =>
        (await StateCodecs.RouteClaim.ReadAsync(streams, stored, cancellation))!;

    private async Task<Dictionary<string, KeptClaim>> LoadAsync(
        IEnumerable<RouteUse> uses,
        CancellationToken cancellation
    ) =>
        (await LoadAsync([.. uses.SelectMany(StreamsOf).Distinct()], cancellation)).ToDictionary(
            kept => kept.Stream.Text,
            StringComparer.Ordinal
        );
}
