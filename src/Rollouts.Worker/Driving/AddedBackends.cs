using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Driving;

/// <summary>Records in the service's stream which backends rollouts add, so that only these are ever removed.</summary>
public sealed class AddedBackends(StreamRunner runner, StateReader reader, StoreClock clock)
{
    /// <summary>
    /// Records the backends that a rollout is about to add: a worker that dies in the middle of the call leaves a
    /// record and no backend that nothing removes.
    /// </summary>
    /// <returns>False where the service changed meanwhile; the next look tries again.</returns>
    public async Task<bool> AboutToAddAsync(Rollout state, CancellationToken cancellation)
    {
        var missing = Reach
            .Differences(state, clock.Now)
            .Where(want => want.AddCandidate)
            .Select(want => state.Target(want.Target)!)
            .Where(target => target.Terms.ReadsBack)
            .ToList();
        if (missing.Count == 0)
        {
            return true;
        }

        var service = (await reader.CompanionsOfAsync(state.Terms.Plan, cancellation)).Service;
        var news = missing
            .Where(target => service.AddedOn(target.Name, target.Terms.Candidate) is not { } known || Others(known))
            .Select(target =>
                (
                    (ServiceEvent)new ServiceEvent.BackendAdded(target.Name, target.Terms.Candidate, state.Terms.Id),
                    $"'{target.Terms.Candidate}' is not on the route of '{target.Name}' and is added"
                )
            )
            .ToList();
        return await WriteAsync(service, news, cancellation);

        // One that another rollout added and that is gone meanwhile. A refusal of this rollout's own stays on record.
        bool Others(AddedBackend known) => known.AddedBy != state.Terms.Id;
    }

    /// <summary>Records which backends the router refused to add, and which it added after a refusal.</summary>
    public async Task AddedAsync(
        Rollout state,
        IReadOnlyCollection<Observation> outcomes,
        CancellationToken cancellation
    )
    {
        var added = Reach
            .Differences(state, clock.Now)
            .Where(want => want.AddCandidate)
            .Select(want => state.Target(want.Target)!)
            .ToList();
        if (added.Count == 0)
        {
            return;
        }

        var service = (await reader.CompanionsOfAsync(state.Terms.Plan, cancellation)).Service;
        List<(ServiceEvent, string)> news = [];
        foreach (var target in added)
        {
            var backend = target.Terms.Candidate;
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
                        new ServiceEvent.BackendAdded(target.Name, backend, state.Terms.Id),
                        $"the router added '{backend}' to the route of '{target.Name}'"
                    )
                );
            }
        }

        await WriteAsync(service, news, cancellation);
    }

    /// <returns>False where the service changed meanwhile.</returns>
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
                    // What was seen may be wrong by now; the next look sees again.
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
                ((object)one.Event, new Origin(now, Actor.Machine, new Cause("backends", Key: null), one.Reason))
            )
        );
        return new StreamChange<Service>.Write(after, new Commit { Writes = writes.ToValueList() });
    }
}
