using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Routes;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Driving;

/// <summary>
/// Watches the routes of a service at rest. A weight that we wrote once and that comes back is a write that was frozen
/// on its way, and put right; anything else is somebody's decision, and only told.
/// </summary>
public sealed class RouteWatch(
    Reach reach,
    StateReader reader,
    IStreamStore streams,
    RouteClaims claims,
    StoreClock clock
)
{
    public async Task<DueTime> LookAsync(Rollout state, Lease lease, CancellationToken cancellation)
    {
        var companions = await reader.CompanionsOfAsync(state.Terms.Plan, cancellation);
        if (
            companions.Service.LastBegun != state.Terms.Id
            || state.Status is not Status.Final final
            || state.Status is Status.Abandoned
        )
        {
            return new DueTime(At: null);
        }

        var seen = (await reach.ReadAsync(state, clock.Now, cancellation))
            .OfType<Observation.TrafficRead>()
            .ToDictionary(read => read.Target, read => read.Seen);
        var late = state
            .Targets.Where(target => seen.TryGetValue(target.Name, out var shown) && IsOurs(state, target, shown))
            .ToList();
        if (late.Count > 0)
        {
            // A route that was freed and claimed since belongs to another service, whatever we once wrote there.
            var routes = await claims.LoadAsync(state.Terms.Plan, clock.Now, cancellation);
            late = [.. late.Where(target => routes.Allows(target.Name))];
        }

        await reach.WriteAsync(AsSeen(state, late, seen), lease, clock.Now, cancellation);
        await TellAsync(state, companions, seen, cancellation);
        return NextLook.AfterEnd(final.At, clock.Now);
    }

    private static bool IsOurs(Rollout state, TargetState target, Seen shown) =>
        shown.Traffic != target.Aim
        && shown.Traffic.Candidate <= target.Furthest
        && state
            .Terms.Course.Instructions.OfType<Instruction.Shift>()
            .Select(shift => shift.To)
            .Contains(shown.Traffic.Candidate);

    // What is written is what differs from what was seen; those that are not to be touched are taken as right.
    private static Rollout AsSeen(Rollout state, List<TargetState> late, Dictionary<TargetName, Seen> seen) =>
        state with
        {
            Targets = state
                .Targets.Select(target =>
                    target with
                    {
                        Observed = late.Contains(target) ? seen[target.Name] : Seen.Of(target.Aim),
                    }
                )
                .ToValueList(),
        };

    private async Task TellAsync(
        Rollout state,
        Companions companions,
        Dictionary<TargetName, Seen> seen,
        CancellationToken cancellation
    )
    {
        var service = companions.Service;
        List<(object, Origin)> news = [];
        foreach (var target in state.Targets.Where(target => seen.ContainsKey(target.Name)))
        {
            var shown = seen[target.Name].Traffic.Candidate;
            Weight? drift = shown == target.Aim.Candidate || IsOurs(state, target, seen[target.Name]) ? null : shown;
            if (service.Drifts.FirstOrDefault(known => known.Target == target.Name)?.Seen != drift)
            {
                var happened = new ServiceEvent.RouteDrifted(target.Name, drift);
                service = ServiceEvolution.Evolve(service, happened);
                news.Add((happened, OriginOf(state, target, drift)));
            }
        }

        var writes = StreamAppend.Write(
            StreamName.Of(service.Name, service.Environment),
            companions.Service.Version,
            service,
            news
        );
        if (news.Count > 0)
        {
            // Whoever was quicker has looked too, or begun something; the next look will see.
            await streams.CommitAsync([new Commit { Writes = writes.ToValueList() }], cancellation);
        }
    }

    private Origin OriginOf(Rollout state, TargetState target, Weight? drift) =>
        new(
            clock.Now,
            Actor.Machine,
            new Cause("reading", Key: null),
            drift is { } shown
                ? $"'{target.Name}' was left at {target.Aim.Candidate} by rollout {state.Terms.Id} and shows {shown}"
                : $"'{target.Name}' shows {target.Aim.Candidate} again, as it was left"
        );
}
