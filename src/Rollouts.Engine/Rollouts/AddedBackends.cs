using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Records in the service's stream the backends that rollouts add, because only these are ever removed.
/// </summary>
public sealed class AddedBackends(StreamRunner runner, StateReader reader, StoreClock clock)
{
    /// <summary>
    /// Records the backends that a rollout is about to add. If the worker dies during the call, a record without a
    /// backend is left, and not a backend without a record, which would never be removed.
    /// </summary>
    /// <returns>False if the service changed meanwhile. The next look tries again.</returns>
    public async Task<bool> AboutToAddAsync(Rollout state, CancellationToken cancellation)
    {
        var missing = TrafficReconciler
            .Differences(state, clock.Now)
            .Where(want => want.AddCandidate)
            .Select(want => state.Target(want.Target)!)
            .Where(target => target.Spec.ReadsBack)
            .ToList();
        if (missing.Count == 0)
        {
            return true;
        }

        var service = (await reader.RelatedStreamsOfAsync(state.Spec.Plan, cancellation)).Service;
        var news = missing
            .Where(target => service.AddedOn(target.Name, target.Spec.Candidate) is not { } known || Others(known))
            .Select(target =>
                (
                    (ServiceEvent)new ServiceEvent.BackendAdded(target.Name, target.Spec.Candidate, state.Spec.Id),
                    $"'{target.Spec.Candidate}' is not on the route of '{target.Name}' and is added"
                )
            )
            .ToList();
        return await WriteAsync(service, news, cancellation);

        // Another rollout added the backend, and it is gone meanwhile. A refusal of this rollout's own backend stays
        // recorded.
        bool Others(AddedBackend known) => known.AddedBy != state.Spec.Id;
    }

    /// <summary>Records the backends that the router refused to add, and those that it added after a refusal.</summary>
    public async Task AddedAsync(
        Rollout state,
        IReadOnlyCollection<Observation> outcomes,
        CancellationToken cancellation
    )
    {
        var added = TrafficReconciler
            .Differences(state, clock.Now)
            .Where(want => want.AddCandidate)
            .Select(want => state.Target(want.Target)!)
            .ToList();
        if (added.Count == 0)
        {
            return;
        }

        var service = (await reader.RelatedStreamsOfAsync(state.Spec.Plan, cancellation)).Service;
        List<(ServiceEvent, string)> news = [];
        foreach (var target in added)
        {
            var backend = target.Spec.Candidate;
            if (service.AddedOn(target.Name, backend) is not { } known)
            {
                continue;
            }

            var failure = outcomes
                .OfType<Observation.RouterFailed>()
                .FirstOrDefault(failed => failed.Target == target.Name && failed.Direction == RouterDirection.Write);
            if (known.IsOurs && failure is { Kind: RouterFailureKind.Denied or RouterFailureKind.Refused })
            {
                news.Add((new ServiceEvent.BackendNotAdded(target.Name, backend), failure.Error));
            }
            else if (
                !known.IsOurs
                && outcomes.OfType<Observation.WriteAccepted>().Any(accepted => accepted.Target == target.Name)
            )
            {
                news.Add(
                    (
                        new ServiceEvent.BackendAdded(target.Name, backend, state.Spec.Id),
                        $"the router added '{backend}' to the route of '{target.Name}'"
                    )
                );
            }
        }

        await WriteAsync(service, news, cancellation);
    }

    /// <returns>False if the service changed meanwhile.</returns>
    public async Task<bool> WriteAsync(
        Service service,
        IReadOnlyCollection<(ServiceEvent Event, string Reason)> news,
        CancellationToken cancellation
    )
    {
        if (news.Count == 0)
        {
            return true;
        }

        var stream = StreamName.Of(service.Name, service.Environment);
        var result = await runner.TransactAsync(
            stream,
            StateCodecs.Service(service.Name, service.Environment),
            (snapshot, now) =>
                snapshot.Version == service.Version
                    ? Change(stream, service, news, now)
                    // The observation may be outdated by now. The next look reads again.
                    : new StreamChange<Service>.Keep(snapshot.State),
            cancellation
        );
        return result is CommandResult<Service>.Accepted { Changed: true };
    }

    private static StreamChange<Service> Change(
        StreamName stream,
        Service service,
        IReadOnlyCollection<(ServiceEvent Event, string Reason)> news,
        Instant now
    )
    {
        var after = news.Aggregate(service, (known, one) => ServiceEvolution.Evolve(known, one.Event));
        var writes = StreamAppend.Write(
            stream,
            service.Version,
            after,
            news.Select(one =>
                ((object)one.Event, new EventMetadata(now, Actor.Machine, new Cause("backends", Key: null), one.Reason))
            )
        );
        return new StreamChange<Service>.Write(after, new Commit { Writes = writes.ToValueList() });
    }
}
