using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Starting;

/// <summary>Opens rollouts: new ones, second tries, and returns to the version before.</summary>
public sealed class Starter(
    IStreamStore streams,
    StateReader reader,
    IConnections connections,
    RoutesInUse routes,
    StoreClock clock
)
{
    private const int MostTries = 5;

    public Task<Started> StartAsync(
        StartOrder order,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    ) =>
        OpenAsync(
            order.Plan,
            new Wish(order.Key, order.By, order.Reason, answer),
            service => DecideAsync(order, service, request => ServiceDecider.Start(service, request), cancellation),
            cancellation
        );

    /// <summary>The same release again, with the snapshot that it had.</summary>
    public async Task<Started> RetryAsync(
        Rollout old,
        StartOrder order,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        var number = await NumberOfAsync(old, cancellation);
        return await OpenAsync(
            old.Terms.Plan,
            new Wish(order.Key, order.By, order.Reason, answer),
            service =>
                DecideAsync(
                    order with
                    {
                        Plan = old.Terms.Plan,
                    },
                    service,
                    request => ServiceDecider.Retry(service, old.Terms, number, old.Status, request),
                    cancellation
                ),
            cancellation
        );
    }

    /// <summary>Takes the newest success back: one shift to what was stable before it.</summary>
    public Task<Started> ReturnAsync(
        Rollout succeeded,
        StartOrder order,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    ) =>
        OpenAsync(
            succeeded.Terms.Plan,
            new Wish(order.Key, order.By, order.Reason, answer),
            service =>
                Task.FromResult(
                    ServiceDecider.Return(
                        service,
                        succeeded.Terms,
                        order.Id,
                        order.By,
                        RoutesInUse.Gone(succeeded.Terms)
                    )
                ),
            cancellation
        );

    private async Task<Started> OpenAsync(
        Plan plan,
        Wish wish,
        Func<Service, Task<ServiceDecision>> decide,
        CancellationToken cancellation
    )
    {
        var stream = StreamName.Of(plan.Service, plan.Environment);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var loaded = await streams.LoadAsync([stream], cancellation);
            clock.Saw(loaded.Now);
            var service = StateReader.ServiceOf(plan, loaded.Streams[0]);
            switch (await decide(service))
            {
                case ServiceDecision.Refused refused:
                    return new Started.Refused(refused);
                case ServiceDecision.Accepted { Opens: { } terms } accepted:
                    var opened = Decider.Open(terms, wish.Key, wish.By, wish.Reason, clock.Now);
                    var commit = CommitOf(stream, service, accepted, opened, wish);
                    if ((await streams.CommitAsync([commit], cancellation))[0] == CommitOutcome.Written)
                    {
                        reader.Wrote(commit.Writes[0], opened.State);
                        return new Started.Opened(opened.State);
                    }

                    break;
            }
        }

        return new Started.Outrun();
    }

    private Commit CommitOf(
        StreamName stream,
        Service before,
        ServiceDecision.Accepted accepted,
        Decision.Accepted opened,
        Wish wish
    )
    {
        var origin = new Origin(clock.Now, wish.By, new Cause("start", wish.Key), wish.Reason);
        return new Commit
        {
            Writes =
            [
                RolloutWrites.Write(null, opened.State, opened.Happenings, clock.Now, new DueTime(clock.Now)),
                .. CompanionWrites.Write(
                    stream,
                    before.Version,
                    accepted.State,
                    accepted.Events.Select(happened => ((object)happened, origin))
                ),
            ],
            Messages = RolloutWrites.News(null, opened.State, clock.Now).ToValueList(),
            Answer = wish.Answer?.Invoke(opened.State),
            Wakes = true,
        };
    }

    private async Task<ServiceDecision> DecideAsync(
        StartOrder order,
        Service service,
        Func<StartRequest, ServiceDecision> decide,
        CancellationToken cancellation
    )
    {
        var beyond = CallsInVain.Of(order.Plan, connections).ToList();
        if (beyond.Count > 0)
        {
            return new ServiceDecision.Refused("service.cannot-call", string.Join("; ", beyond));
        }

        var look = await routes.LookAsync(order.Plan, service, order.Stable, cancellation);
        var decision = decide(
            new StartRequest
            {
                Id = order.Id,
                Version = order.Version,
                Plan = order.Plan,
                Targets = look.Targets,
                By = order.By,
                CommitAuthors = order.CommitAuthors,
                HasUnknownAuthor = order.HasUnknownAuthor,
                Provenance = order.Provenance,
                IsOncePerVersion = order.IsOncePerVersion,
            }
        );

        // Whoever could not look says why: that is what has to be mended first.
        return decision is ServiceDecision.Refused { Code: "service.stable-unknown" } && !look.Troubles.IsEmpty
            ? new ServiceDecision.Refused("service.router-unreadable", string.Join("; ", look.Troubles))
            : decision;
    }

    private async Task<int> NumberOfAsync(Rollout rollout, CancellationToken cancellation)
    {
        var companions = await reader.CompanionsOfAsync(rollout.Terms.Plan, cancellation);
        var number = 0;
        var stream = StreamName.Of(companions.Service.Name, companions.Service.Environment);
        await foreach (var chained in streams.ReadAsync(stream, above: 0, cancellation))
        {
            number = TurnNumbers.Of(chained.Entry, rollout.Terms.Id) ?? number;
        }

        return number;
    }

    private sealed record Wish(string Key, Actor By, string Reason, Func<Rollout, StoredAnswer>? Answer);
}
