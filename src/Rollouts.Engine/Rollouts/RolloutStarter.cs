using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>Opens rollouts: new ones, retries, and returns to the previous version.</summary>
public sealed class RolloutStarter(
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
        installation.Now.Environments.GetValueOrDefault(order.Plan.Environment) is { ObservesOnly: true }
            ? order.Mode == RolloutMode.Drive
                ? Task.FromResult<CommandResult<Rollout>>(
                    new CommandResult<Rollout>.Refused(ObservingEnvironment(order.Plan))
                )
                : OpenAsync(order with { Mode = RolloutMode.Observe }, answer, cancellation)
            : OpenAsync(order, answer, cancellation);

    private Task<CommandResult<Rollout>> OpenAsync(
        StartOrder order,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    ) =>
        OpenAsync(
            order.Plan,
            new StartContext(order.Key, order.By, order.Reason, answer) { Mode = order.Mode },
            service => DecideAsync(order, service, request => ServiceDecider.Start(service, request), cancellation),
            cancellation
        );

    private static Refusal ObservingEnvironment(Plan plan) =>
        new(
            "service.environment-observes",
            $"environment '{plan.Environment}' only observes: another controller moves the weights there; leave 'mode' "
                + "out, or send 'observe'"
        );

    /// <summary>Opens a rollout of the same release with its original plan.</summary>
    public async Task<CommandResult<Rollout>> RetryAsync(
        Rollout old,
        StartOrder order,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        // The environment may have been handed to another controller since.
        if (installation.Now.Environments.GetValueOrDefault(old.Spec.Plan.Environment) is { ObservesOnly: true })
        {
            return new CommandResult<Rollout>.Refused(ObservingEnvironment(old.Spec.Plan));
        }

        // The requirements of administrators may have changed since the plan was accepted.
        if (PlanReader.Review(old.Spec.Plan, installation.Now) is [var fault, ..])
        {
            return new CommandResult<Rollout>.Refused(
                new Refusal(
                    "service.plan-refused",
                    $"the plan of rollout {old.Spec.Id} is no longer accepted ({fault.Code}): {fault.Message}; start "
                        + "the version by a plan that is"
                )
            );
        }

        var number = await NumberOfAsync(old, cancellation);
        return await OpenAsync(
            old.Spec.Plan,
            new StartContext(order.Key, order.By, order.Reason, answer),
            service =>
                DecideAsync(
                    order with
                    {
                        Plan = old.Spec.Plan,
                    },
                    service,
                    request => ServiceDecider.Retry(service, old.Spec, number, old.Status, request),
                    cancellation
                ),
            cancellation
        );
    }

    /// <summary>
    /// Returns from the newest succeeded rollout: one shift to the version that was stable before it.
    /// </summary>
    /// <param name="isConfirmed">Whether the caller confirms the return past the point of no return.</param>
    public async Task<CommandResult<Rollout>> ReturnAsync(
        Rollout succeeded,
        StartOrder order,
        bool isConfirmed,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        using var lane = StoreLane.Enter(WorkClass.Command);
        return await OpenAsync(
            succeeded.Spec.Plan,
            new StartContext(order.Key, order.By, order.Reason, answer),
            service =>
                Task.FromResult(
                    ServiceDecider.Return(
                        service,
                        succeeded.Spec,
                        order.Id,
                        order.By,
                        RoutesInUse.Gone(succeeded.Spec),
                        isConfirmed
                    )
                ),
            cancellation
        );
    }

    private async Task<CommandResult<Rollout>> OpenAsync(
        Plan plan,
        StartContext context,
        Func<Service, Task<ServiceDecision>> decide,
        CancellationToken cancellation
    )
    {
        // No route is claimed here, since a queued rollout may never begin. The refusal comes now, so that the rollout
        // does not wait in vain.
        if (
            context.Mode != RolloutMode.Observe
            && (await claims.LoadAsync(plan, clock.Now, cancellation)).Refusal is { } denied
        )
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
                        var begun = Decider.Open(terms, context.Key, context.By, context.Reason, now);
                        opened = begun.State;
                        written = RolloutWrites.Write(null, opened, begun.Records, now, DueTime.Now) with
                        {
                            Class = WorkClasses.Of(opened),
                        };
                        return new StreamChange<Service>.Write(
                            accepted.State,
                            CommitOf(before, accepted, written, opened, context, now)
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
        StartContext context,
        Instant now
    )
    {
        var origin = new EventMetadata(now, context.By, new Cause("start", context.Key), context.Reason);
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
            Answer = context.Answer?.Invoke(opened),
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
        var observes = order.Mode == RolloutMode.Observe;
        var beyond = observes ? [] : UncallableHooks.Of(order.Plan, connections).ToList();
        if (beyond.Count > 0)
        {
            return new ServiceDecision.Refused("service.cannot-call", string.Join("; ", beyond));
        }

        // Another controller may have moved the routes since the service's record was written.
        var record = observes ? new Service { Name = service.Name, Environment = service.Environment } : service;
        var look = await routes.LookAsync(order.Plan, record, order.Stable, cancellation);
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
                Mode = order.Mode,
                Stable = observes ? order.Stable : null,
                IsOncePerVersion = order.IsOncePerVersion,
                PlanHash = PlanHashes.Of(order.Plan),
                Demand = now.Environments.GetValueOrDefault(order.Plan.Environment)?.Approval,
            }
        );

        // The router could not be read. Its failures are the cause, so they replace the refusal.
        return decision is ServiceDecision.Refused { Code: "service.stable-unknown" } && !look.Failures.IsEmpty
            ? new ServiceDecision.Refused("service.router-unreadable", string.Join("; ", look.Failures))
            : decision;
    }

    private async Task<int> NumberOfAsync(Rollout rollout, CancellationToken cancellation)
    {
        var related = await reader.RelatedStreamsOfAsync(rollout.Spec.Plan, cancellation);
        var number = 0;
        var stream = StreamName.Of(related.Service.Name, related.Service.Environment);
        await foreach (var chained in streams.ReadAsync(stream, above: 0, cancellation))
        {
            number = Sequence.Of(chained.Entry, rollout.Spec.Id) ?? number;
        }

        return number;
    }

    private sealed record StartContext(string Key, Actor By, string Reason, Func<Rollout, StoredAnswer>? Answer)
    {
        public RolloutMode? Mode { get; init; }
    }
}
