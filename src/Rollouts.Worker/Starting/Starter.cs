using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Outside;
using Rollouts.Worker.Routes;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Starting;

/// <summary>Opens rollouts: new ones, second tries, and returns to the version before.</summary>
public sealed class Starter(
    StreamRunner runner,
    IStreamStore streams,
    StateReader reader,
    IConnections connections,
    RoutesInUse routes,
    RouteClaims claims,
    CurrentInstallation installation,
    StoreClock clock
)
{
    public Task<CommandResult<Rollout>> StartAsync(
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
    public async Task<CommandResult<Rollout>> RetryAsync(
        Rollout old,
        StartOrder order,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        // What administrators demand may have changed since the plan was accepted.
        if (PlanReader.Review(old.Terms.Plan, installation.Now) is [var fault, ..])
        {
            return new CommandResult<Rollout>.Refused(
                new Refusal(
                    "service.plan-refused",
                    $"the plan of rollout {old.Terms.Id} is no longer accepted ({fault.Code}): {fault.Message}; start "
                        + "the version by a plan that is"
                )
            );
        }

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
    public Task<CommandResult<Rollout>> ReturnAsync(
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

    private async Task<CommandResult<Rollout>> OpenAsync(
        Plan plan,
        Wish wish,
        Func<Service, Task<ServiceDecision>> decide,
        CancellationToken cancellation
    )
    {
        // Nothing is claimed here, since a rollout that waits may never begin. It is refused now so that it does not
        // wait in vain.
        if ((await claims.LoadAsync(plan, clock.Now, cancellation)).Refusal is { } denied)
        {
            return new CommandResult<Rollout>.Refused(denied);
        }

        Rollout? opened = null;
        StreamWrite? written = null;
        var result = await runner.TransactAsync(
            StreamName.Of(plan.Service, plan.Environment),
            StateCodecs.Service(plan.Service, plan.Environment),
            async (before, now) =>
            {
                switch (await decide(before.State!))
                {
                    case ServiceDecision.Refused refused:
                        return new StreamChange<Service>.Refuse(refused.Why);
                    case ServiceDecision.Accepted { Opens: { } terms } accepted:
                        var begun = Decider.Open(terms, wish.Key, wish.By, wish.Reason, now);
                        opened = begun.State;
                        written = RolloutWrites.Write(null, opened, begun.Happenings, now, DueTime.Now);
                        return new StreamChange<Service>.Write(
                            accepted.State,
                            CommitOf(before, accepted, written, opened, wish, now)
                        );
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            },
            cancellation
        );
        if (result is CommandResult<Service>.Accepted)
        {
            reader.Wrote(written!, opened!);
        }

        return result switch
        {
            CommandResult<Service>.Accepted => new CommandResult<Rollout>.Accepted(opened!, Changed: true),
            CommandResult<Service>.Refused refused => new CommandResult<Rollout>.Refused(refused.Why),
            CommandResult<Service>.Conflict => new CommandResult<Rollout>.Conflict(),
            CommandResult<Service>.AnsweredBefore => new CommandResult<Rollout>.AnsweredBefore(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Commit CommitOf(
        Snapshot<Service> before,
        ServiceDecision.Accepted accepted,
        StreamWrite written,
        Rollout opened,
        Wish wish,
        Instant now
    )
    {
        var origin = new Origin(now, wish.By, new Cause("start", wish.Key), wish.Reason);
        return new Commit
        {
            Writes =
            [
                .. StreamAppend.Write(
                    before.Stream,
                    before.Version,
                    accepted.State,
                    accepted.Events.Select(happened => ((object)happened, origin))
                ),
                written,
            ],
            Messages = RolloutWrites.News(null, opened, now).ToValueList(),
            Answer = wish.Answer?.Invoke(opened),
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
        var now = installation.Now;
        var decision = decide(
            new StartRequest
            {
                Id = order.Id,
                Version = order.Version,
                Plan = order.Plan,
                Targets = look.Targets,
                By = order.By,
                CommitAuthors = now.Authors.Find(order.CommitAuthors),
                HasApprovers = now.SignIn is not null,
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
