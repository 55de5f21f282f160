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
    /// <summary>Asked for beside a backend that somebody named, where the new one has no name yet.</summary>
    private static readonly BackendName NotThere = new("not-there-yet");

    /// <summary>
    /// What is known of each target's router. Which backend is stable is asked of it only where nobody knows: what a
    /// service's record says was decided, what a router shows may be anybody's.
    /// </summary>
    /// <param name="said">What somebody says is stable, where no slot tells.</param>
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
    /// The targets whose old backend is no longer on the route: where we added the new one, we took it.
    /// </summary>
    public static ValueList<TargetName> Gone(Terms terms) =>
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
        );
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
            Answer<Seen>.Got { Value: var seen } when StableIn(pair, seen) is { } stable => (
                request with
                {
                    SeenStable = stable,
                },
                null
            ),
            Answer<Seen>.Got when said is { } wrong => (
                request,
                $"'{wrong}' has not all of the traffic of '{target.Name}'"
            ),
            Answer<Seen>.Got => (request, null),
            Answer<Seen>.Failed { Fault: var fault } => (request, fault.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The two of which one may be stable; null where nobody said anything.</summary>
    private static (BackendName First, BackendName Second)? PairOf(Plan plan, BackendName? said) =>
        plan.Backends is Backends.Slots slots ? (slots.First, slots.Second)
        : said is { } stable ? (stable, NotThere)
        : null;

    private static BackendName? StableIn((BackendName First, BackendName Second) pair, Seen seen) =>
        seen switch
        {
            { Other.BasisPoints: > 0 } => null,
            { Traffic.Candidate.BasisPoints: 0 } => pair.First,
            { Traffic.Candidate.BasisPoints: Weight.All } => pair.Second,
            _ => null,
        };

    private Task<Answer<Seen>> ReadAsync(RouterAccess access, CancellationToken cancellation) =>
        Timed.CallAsync(
            $"the router '{access.System}'",
            Patience.RouterRead,
            time,
            token => access.Router.ReadAsync(access.Route, token),
            cancellation
        );
}
