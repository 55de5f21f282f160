using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Services;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Routes;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Finds the obstacles of a queued rollout and asks the older rollouts that should yield to do so. The newer rollout
/// asks, because it is the one that benefits. It repeats the request at every look, so that the loss of a worker loses
/// no request.
/// </summary>
public sealed class ReleaseSequencer(
    StateReader reader,
    RolloutInbox inbox,
    StartBlockers way,
    RouteClaims claims,
    StoreClock clock
)
{
    public async Task<IReadOnlyList<Input>> LookAsync(Rollout state, CancellationToken cancellation)
    {
        var (id, plan) = (state.Spec.Id, state.Spec.Plan);
        var related = await reader.RelatedStreamsOfAsync(plan, cancellation);
        if (related.Service.Leaving.FirstOrDefault(leaving => leaving.Id == id) is { } left)
        {
            return [MakeWay(left.LeftTo)];
        }

        foreach (var older in WhoShouldYield(related.Service, id))
        {
            await inbox.SubmitAsync(older, MakeWay(id), wakes: true, answer: null, cancellation);
        }

        var routes = await claims.LoadAsync(plan, clock.Now, cancellation);
        return [.. way.Look(related, routes, state), TimePassed.Instance];
    }

    private static IEnumerable<RolloutId> WhoShouldYield(Service service, RolloutId newer)
    {
        foreach (var leaving in service.Leaving.Where(leaving => leaving.LeftTo == newer))
        {
            yield return leaving.Id;
        }

        if (ServiceDecider.ShouldYield(service) is { } yield && yield.Newer == newer)
        {
            yield return yield.Older;
        }
    }

    private static Command.Supersede MakeWay(RolloutId newer) =>
        new($"superseded-by-{newer}", Actor.Machine, "a newer version is to go out", newer);
}
