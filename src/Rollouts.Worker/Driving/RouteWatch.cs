using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Restores;
using Rollouts.Worker.Routes;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Driving;

/// <summary>
/// Watches the routes of a service at rest. A weight that a rollout wrote once and that comes back is a write that was
/// delayed on its way, and is put right. Any other weight is a decision of others, and is only recorded.
/// </summary>
public sealed class RouteWatch(
    Reach reach,
    StateReader reader,
    StreamRunner runner,
    RouteClaims claims,
    RestoreHolds restores,
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
            // A route that was freed and claimed since belongs to another service, although a rollout wrote it once.
            var routes = await claims.LoadAsync(state.Terms.Plan, clock.Now, cancellation);
            late = [.. late.Where(target => routes.Allows(target.Name))];
        }

        if (!restores.EndedBefore(final))
        {
            await reach.WriteAsync(AsSeen(state, late, seen), lease, clock.Now, cancellation);
        }

        await RecordAsync(state, companions.Service, seen, cancellation);
        return NextLook.AfterEnd(final.At, clock.NowFor(state));
    }

    private bool IsOurs(Rollout state, TargetState target, Seen shown) =>
        !(state.Status is Status.Final final && restores.EndedBefore(final))
        && shown.Traffic != target.Aim
        && shown.Traffic.Candidate <= target.Furthest
        && state
            .Terms.Course.Instructions.OfType<Instruction.Shift>()
            .Select(shift => shift.To)
            .Contains(shown.Traffic.Candidate);

    // Only what differs from what was seen is written; targets that are left alone count as right.
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

    /// <summary>
    /// Records the routes whose traffic others have moved, and those that are as they were left again.
    /// </summary>
    private async Task RecordAsync(
        Rollout state,
        Service service,
        Dictionary<TargetName, Seen> seen,
        CancellationToken cancellation
    )
    {
        // Nearly always nothing has changed, and then the stream need not be loaded again.
        if (NewsOf(state, service, seen).Count == 0)
        {
            return;
        }

        // A conflict after all attempts is no loss: the next look sees the same routes.
        await runner.TransactAsync(
            StreamName.Of(service.Name, service.Environment),
            StateCodecs.Service(service.Name, service.Environment),
            (before, now) => Changed(state, before, seen, now),
            cancellation
        );
    }

    private StreamChange<Service> Changed(
        Rollout state,
        Snapshot<Service> before,
        Dictionary<TargetName, Seen> seen,
        Instant now
    )
    {
        var service = before.State!;
        if (service.LastBegun != state.Terms.Id)
        {
            // Another rollout has begun since the routes were read: it owns them now.
            return new StreamChange<Service>.Keep(service);
        }

        var news = NewsOf(state, service, seen);
        var after = news.Aggregate(service, ServiceEvolution.Evolve);
        var writes = StreamAppend
            .Write(
                before.Stream,
                before.Version,
                after,
                news.Select(drift => ((object)drift, OriginOf(state, drift, now)))
            )
            .ToValueList();
        return writes.IsEmpty
            ? new StreamChange<Service>.Keep(service)
            : new StreamChange<Service>.Write(after, new Commit { Writes = writes });
    }

    private List<ServiceEvent.RouteDrifted> NewsOf(Rollout state, Service service, Dictionary<TargetName, Seen> seen)
    {
        List<ServiceEvent.RouteDrifted> news = [];
        foreach (var target in state.Targets.Where(target => seen.ContainsKey(target.Name)))
        {
            var shown = seen[target.Name].Traffic.Candidate;
            Weight? drift = shown == target.Aim.Candidate || IsOurs(state, target, seen[target.Name]) ? null : shown;
            if (service.Drifts.FirstOrDefault(known => known.Target == target.Name)?.Seen != drift)
            {
                news.Add(new ServiceEvent.RouteDrifted(target.Name, drift));
            }
        }

        return news;
    }

    private static Origin OriginOf(Rollout state, ServiceEvent.RouteDrifted drift, Instant now)
    {
        var left = state.Targets.Single(target => target.Name == drift.Target).Aim.Candidate;
        return new Origin(
            now,
            Actor.Machine,
            new Cause("reading", Key: null),
            drift.Seen is { } shown
                ? $"'{drift.Target}' was left at {left} by rollout {state.Terms.Id} and shows {shown}"
                : $"'{drift.Target}' shows {left} again, as it was left"
        );
    }
}
