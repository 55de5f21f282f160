using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Watches the routes of a service between rollouts. If a weight that a rollout wrote before comes back, a delayed
/// write has arrived late, and the weight is corrected. Any other weight is a decision of another writer, and is only
/// recorded.
/// </summary>
public sealed class RouteWatch(
    TrafficReconciler reach,
    StateReader reader,
    StreamRunner runner,
    RouteClaims claims,
    RestoreHolds restores,
    StoreClock clock
)
{
    public async Task<DueTime> LookAsync(Rollout state, Lease lease, CancellationToken cancellation)
    {
        var related = await reader.RelatedStreamsOfAsync(state.Spec.Plan, cancellation);
        if (
            related.Service.LastBegun != state.Spec.Id
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
            // A route that was freed and claimed since belongs to another service, even if a rollout of this one wrote
            // it before.
            var routes = await claims.LoadAsync(state.Spec.Plan, clock.Now, cancellation);
            late = [.. late.Where(target => routes.Allows(target.Name))];
        }

        if (!restores.EndedBefore(final))
        {
            await reach.WriteAsync(AsSeen(state, late, seen), lease, clock.Now, cancellation);
        }

        await RecordAsync(state, related.Service, seen, cancellation);
        return NextDrive.AfterEnd(final.At, clock.NowFor(state));
    }

    private bool IsOurs(Rollout state, TargetState target, ObservedTraffic shown) =>
        !(state.Status is Status.Final final && restores.EndedBefore(final))
        && shown.Traffic != target.Aim
        && shown.Traffic.Candidate <= target.Furthest
        && state
            .Spec.Steps.Instructions.OfType<Instruction.Shift>()
            .Select(shift => shift.To)
            .Contains(shown.Traffic.Candidate);

    // Only differences from the observed traffic are written. The other targets count as correct.
    private static Rollout AsSeen(
        Rollout state,
        List<TargetState> late,
        Dictionary<TargetName, ObservedTraffic> seen
    ) =>
        state with
        {
            Targets = state
                .Targets.Select(target =>
                    target with
                    {
                        Observed = late.Contains(target) ? seen[target.Name] : ObservedTraffic.Of(target.Aim),
                    }
                )
                .ToValueList(),
        };

    /// <summary>
    /// Records the routes whose traffic others have changed, and those that have their decided traffic again.
    /// </summary>
    private async Task RecordAsync(
        Rollout state,
        Service service,
        Dictionary<TargetName, ObservedTraffic> seen,
        CancellationToken cancellation
    )
    {
        // In most cases nothing has changed, and the stream need not be loaded again.
        if (NewsOf(state, service, seen).Count == 0)
        {
            return;
        }

        // A conflict after all attempts loses nothing, because the next look sees the same routes.
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
        Dictionary<TargetName, ObservedTraffic> seen,
        Instant now
    )
    {
        var service = before.State!;
        if (service.LastBegun != state.Spec.Id)
        {
            // Another rollout has begun since the routes were read, and owns them now.
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

    private List<ServiceEvent.RouteDrifted> NewsOf(
        Rollout state,
        Service service,
        Dictionary<TargetName, ObservedTraffic> seen
    )
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

    private static EventMetadata OriginOf(Rollout state, ServiceEvent.RouteDrifted drift, Instant now)
    {
        var left = state.Targets.Single(target => target.Name == drift.Target).Aim.Candidate;
        return new EventMetadata(
            now,
            Actor.Machine,
            new Cause("reading", Key: null),
            drift.Seen is { } shown
                ? $"'{drift.Target}' was left at {left} by rollout {state.Spec.Id} and shows {shown}"
                : $"'{drift.Target}' shows {left} again, as it was left"
        );
    }
}
