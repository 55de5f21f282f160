using Rollouts.Domain.Connections;
using Rollouts.Domain.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Routes;

/// <summary>Lists the claims on routes for administrators, and frees them.</summary>
public sealed class RouteClaimService(
    StreamRunner runner,
    IStreamStore streams,
    RouteClaims claims,
    CurrentInstallation installation
)
{
    /// <summary>The claims on the routes of a connection in the order of their places, without the free ones.</summary>
    /// <param name="after">The place after which to begin; null for the first one.</param>
    /// <param name="most">The number of streams that are read, free ones included.</param>
    /// <returns>The claims, and the place after which more may follow; null if none does.</returns>
    public async Task<(IReadOnlyList<KeptClaim> Claims, string? Next)> ListAsync(
        ConnectionName connection,
        string? after,
        int most,
        CancellationToken cancellation
    )
    {
        var before = StreamName.BeforeRoutes(connection);
        List<StreamName> names = [];
        await foreach (var head in streams.HeadsAsync(new StreamName(before.Text + after), cancellation))
        {
            if (names.Count == most || !head.Stream.StartsWith(before.Text, StringComparison.Ordinal))
            {
                break;
            }

            names.Add(new StreamName(head.Stream));
        }

        var kept = await claims.LoadAsync(names, cancellation);
        return (
            [.. kept.Where(claim => claim.Claim.Owner is not null)],
            names.Count == most ? names[^1].RoutePlace : null
        );
    }

    /// <summary>
    /// Frees a route on every connection to its proxy. The owner's live rollout keeps the route until it has ended,
    /// since its rollback moves the same traffic.
    /// </summary>
    /// <param name="madeFrom">The revision of the claim that the caller has read.</param>
    public Task<CommandResult<RouteClaim>> FreeAsync(
        ConnectionName connection,
        string place,
        int madeFrom,
        EventMetadata origin,
        Func<RouteClaim, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        var asked = StreamName.OfRoute(connection, place);
        var others = RouteOwnership
            .ConnectionsLike(connection, installation.Now)
            .Select(like => StreamName.OfRoute(like, place))
            .Where(stream => stream != asked)
            .ToList();
        return runner.TransactAsync(
            asked,
            StateCodecs.RouteClaim,
            async (before, now) =>
            {
                var claim = before.State!;
                if (await RefusalAsync(claim, connection, place, madeFrom, cancellation) is { } refusal)
                {
                    return new StreamChange<RouteClaim>.Refuse(refusal);
                }

                var because = origin with { At = now };
                var along = (await claims.LoadAsync(others, cancellation))
                    .Where(other => other.Claim.Owner == claim.Owner)
                    .SelectMany(other => Free(other.Stream, other.Version, other.Claim, because));
                return new StreamChange<RouteClaim>.Write(
                    Freed(claim),
                    new Commit { Writes = [.. Free(before.Stream, before.Version, claim, because), .. along] }
                );
            },
            cancellation,
            answer
        );
    }

    private async Task<Refusal?> RefusalAsync(
        RouteClaim claim,
        ConnectionName connection,
        string place,
        int madeFrom,
        CancellationToken cancellation
    ) =>
        claim.Owner is not { } owner
            ? new Refusal(
                "route.unknown",
                $"no service has claimed '{place}' on connection '{connection}'",
                RefusalKind.NotFound
            )
        : claim.Version != madeFrom
            ? new Refusal(
                "route.moved-on",
                $"the newest revision of the claim is {claim.Version}; read it before you free the route",
                RefusalKind.Stale
            )
        : await claims.IsUnderWayAsync(owner, cancellation)
            ? new Refusal(
                "route.in-use",
                $"service '{owner.Service}' in '{owner.Environment}' has a live rollout; free the route when that has "
                    + "ended, or roll it back first"
            )
        : null;

    private static RouteClaim Freed(RouteClaim claim) =>
        claim.Free().Aggregate(claim, (state, happened) => state.Evolve(happened));

    private static IEnumerable<StreamWrite> Free(
        StreamName stream,
        int version,
        RouteClaim claim,
        EventMetadata because
    ) =>
        StreamAppend.Write(stream, version, Freed(claim), claim.Free().Select(happened => ((object)happened, because)));
}
