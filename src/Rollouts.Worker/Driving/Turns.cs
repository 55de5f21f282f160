using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Routes;

namespace Rollouts.Worker.Driving;

/// <summary>
/// Looks what is in the way of a rollout that waits, and asks whoever should make way for it to do so. The newer one
/// asks, since it is the one that wants something; it asks again at every look, so nothing is lost with a worker.
/// </summary>
public sealed class Turns(StateReader reader, RolloutDoor door, WayAhead way, RouteClaims claims, StoreClock clock)
{
    public async Task<IReadOnlyList<Input>> LookAsync(Rollout state, CancellationToken cancellation)
    {
        var (id, plan) = (state.Terms.Id, state.Terms.Plan);
        var companions = await reader.CompanionsOfAsync(plan, cancellation);
        if (companions.Service.Leaving.FirstOrDefault(leaving => leaving.Id == id) is { } left)
        {
            return [MakeWay(left.LeftTo)];
        }

        foreach (var older in WhoShouldYield(companions.Service, id))
        {
            await door.HandInAsync(older, MakeWay(id), wakes: true, answer: null, cancellation);
        }

        var routes = await claims.LoadAsync(plan, clock.Now, cancellation);
        return [.. way.Look(companions, routes, state), TimePassed.Instance];
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
