using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Streams;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Routes;

/// <summary>The routes of a plan, and whether its service may move them.</summary>
public sealed record PlanRoutes(RouteOwner Owner, ValueList<PlanRoute> Routes)
{
    /// <summary>The blockers that keep a rollout of the plan from beginning.</summary>
    public IEnumerable<Blocker> Blockers =>
        Routes.Where(route => route.IsDenied).Select(route => new Blocker.RouteNotOurs(route.Target));

    /// <summary>The refusal to open a rollout of the plan; null if all routes may be moved.</summary>
    public Refusal? Refusal =>
        Routes.FirstOrDefault(route => route.IsDenied) switch
        {
            null => null,
            { Right: RouteRight.NotWritten, Target: var target } => new Refusal(
                "service.written-route",
                $"the plan writes out the route of target '{target}', and its connection does not allow that; use a "
                    + "named route"
            ),
            { Target: var target, Other: var other } => new Refusal(
                "service.route-not-yours",
                $"the route of target '{target}' does not belong to service '{Owner.Service}' in "
                    + $"'{Owner.Environment}'; ask an administrator"
            )
            {
                Owner = other,
            },
        };

    /// <summary>Whether the traffic of a target may be moved.</summary>
    public bool Allows(TargetName target) => Routes.All(route => route.Target != target || !route.IsDenied);

    /// <summary>
    /// The writes to the claims when a rollout begins; null if a route no longer belongs to its service.
    /// </summary>
    internal IReadOnlyList<StreamWrite>? Begin(RolloutId rollout, IEnumerable<RecordedEvent> records)
    {
        if (records.FirstOrDefault(recorded => recorded.Event is RolloutEvent.Began) is not { } began)
        {
            return [];
        }

        return Routes.Any(route => route.IsDenied)
            ? null
            :
            [
                .. Routes
                    .SelectMany(route => route.Claims)
                    .DistinctBy(kept => kept.Stream)
                    .SelectMany(kept => Begin(kept, rollout, began)),
            ];
    }

    private IEnumerable<StreamWrite> Begin(KeptClaim kept, RolloutId rollout, RecordedEvent began)
    {
        var happened = kept.Claim.Begin(Owner, rollout, began.At);
        return StreamAppend.Write(
            kept.Stream,
            kept.Version,
            happened.Aggregate(kept.Claim, (claim, one) => claim.Evolve(one)),
            happened.Select(one => ((object)one, EventMetadata.Of(began)))
        );
    }
}
