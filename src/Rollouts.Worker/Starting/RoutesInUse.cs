using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Starting;

/// <summary>What the routers show before a rollout is opened.</summary>
public sealed class RoutesInUse(IConnections connections, TimeProvider time)
{
    /// <summary>
    /// What is known of each target's router. Which backend is stable is asked of it only where nobody knows: what a
    /// service's record says was decided, what a router shows may be anybody's.
    /// </summary>
    public async Task<ValueList<TargetRequest>> LookAsync(Plan plan, Service service, CancellationToken cancellation)
    {
        var looks = plan.Targets.Select(target => LookAsync(plan, target, service, cancellation));
        return (await Task.WhenAll(looks)).ToValueList();
    }

    /// <summary>
    /// The targets whose old backend is no longer on the route: where we added the new one, we took it.
    /// </summary>
    public static ValueList<TargetName> Gone(Terms terms) =>
        terms.Targets.Where(target => target.AddsBackend).Select(target => target.Name).ToValueList();

    private async Task<TargetRequest> LookAsync(
        Plan plan,
        Target target,
        Service service,
        CancellationToken cancellation
    )
    {
        var traits = connections.TraitsOf(target.Route);
        var (readsBack, addsBackends) = (traits?.ReadsBack ?? false, traits?.AddsBackends ?? false);
        if (service.StableOn(target.Name) is not null || plan.Backends is not Backends.Slots slots)
        {
            return new TargetRequest(target.Name, readsBack, addsBackends, SeenStable: null);
        }

        var access = connections.RouterOf(target.Route, slots.Second, slots.First);
        var seen = access is null ? null : await ReadAsync(access, access.Route, cancellation);
        return new TargetRequest(
            target.Name,
            readsBack,
            addsBackends,
            seen switch
            {
                { Other.BasisPoints: > 0 } or null => null,
                { Traffic.Candidate.BasisPoints: 0 } => slots.First,
                { Traffic.Candidate.BasisPoints: Weight.All } => slots.Second,
                _ => null,
            }
        );
    }

    private async Task<Seen?> ReadAsync(
        RouterAccess access,
        Integrations.Routers.RouteArms route,
        CancellationToken cancellation
    )
    {
        var answer = await Timed.CallAsync(
            $"the router '{access.System}'",
            Patience.RouterRead,
            time,
            token => access.Router.ReadAsync(route, token),
            cancellation
        );
        return answer is Answer<Seen>.Got got ? got.Value : null;
    }
}
