using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Rollouts;

/// <summary>Reads the routers before a rollout is opened.</summary>
public sealed class RoutesInUse(IConnections connections, TimeProvider time)
{
    /// <summary>
    /// A placeholder for the new backend in a read of the named stable backend, while the new one has no name yet.
    /// </summary>
    private static readonly BackendName NotThere = new("not-there-yet");

    /// <summary>
    /// Reads the router of each target. The router is asked for the stable backend only if the service's record has
    /// none: the record holds decisions, while any writer may have changed the router.
    /// </summary>
    /// <param name="said">The stable backend that the order names, if the plan has no slots.</param>
    public async Task<RouteLook> LookAsync(
        Plan plan,
        Service service,
        BackendName? said,
        CancellationToken cancellation
    )
    {
        var looks = await Task.WhenAll(
            plan.Targets.Select(target => LookAsync(plan, target, service, said, cancellation))
        );
        return new RouteLook(
            looks.Select(look => look.Target).ToValueList(),
            looks.Select(look => look.Trouble).OfType<string>().ToValueList()
        );
    }

    /// <summary>
    /// The targets whose old backend is no longer on the route, because the rollout added the new one and removed the
    /// old one.
    /// </summary>
    public static ValueList<TargetName> Gone(RolloutSpec terms) =>
        terms.Targets.Where(target => target.AddsBackend).Select(target => target.Name).ToValueList();

    private async Task<(TargetRequest Target, string? Trouble)> LookAsync(
        Plan plan,
        Target target,
        Service service,
        BackendName? said,
        CancellationToken cancellation
    )
    {
        var traits = connections.TraitsOf(target.Route);
        var request = new TargetRequest(
            target.Name,
            traits?.ReadsBack ?? false,
            traits?.AddsBackends ?? false,
            SeenStable: null
        )
        {
            Distribution = traits?.Distribution,
            CountsOneRoute = traits?.CountsOneRoute ?? false,
        };
        if (service.StableOn(target.Name) is not null || PairOf(plan, said) is not { } pair)
        {
            return (request, null);
        }

        if (!connections.RouterOf(target.Route, pair.Second, pair.First).TryGet(out var access, out var unusable))
        {
            return (request, unusable.Message);
        }

        return await ReadAsync(access, cancellation) switch
        {
            Answer<ObservedTraffic>.Got { Value: var seen } when StableIn(pair, seen) is { } stable => (
                request with
                {
                    SeenStable = stable,
                },
                null
            ),
            Answer<ObservedTraffic>.Got when said is { } wrong => (
                request,
                $"'{wrong}' has not all of the traffic of '{target.Name}'"
            ),
            Answer<ObservedTraffic>.Got => (request, null),
            Answer<ObservedTraffic>.Failed { Fault: var fault } => (request, fault.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>
    /// The two backends of which one may be stable; null if neither the plan nor the order names one.
    /// </summary>
    private static (BackendName First, BackendName Second)? PairOf(Plan plan, BackendName? said) =>
        plan.Backends is Backends.Slots slots ? (slots.First, slots.Second)
        : said is { } stable ? (stable, NotThere)
        : null;

    private static BackendName? StableIn((BackendName First, BackendName Second) pair, ObservedTraffic seen) =>
        seen switch
        {
            { Other.BasisPoints: > 0 } => null,
            { Traffic.Candidate.BasisPoints: 0 } => pair.First,
            { Traffic.Candidate.BasisPoints: Weight.All } => pair.Second,
            _ => null,
        };

    private Task<Answer<ObservedTraffic>> ReadAsync(RouterAccess access, CancellationToken cancellation) =>
        WithTimeout.CallAsync(
            $"the router '{access.System}'",
            Timeouts.StartRead,
            time,
            token => access.Router.ReadAsync(access.Route, token),
            cancellation
        );
}
