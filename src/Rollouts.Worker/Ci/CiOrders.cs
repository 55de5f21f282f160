using System.Text;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Starting;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Ci;

/// <summary>Starts what pipelines have announced, by the newest plan of its service.</summary>
public sealed class CiOrders(Engine engine, CurrentInstallation installation)
{
    /// <summary>
    /// The plan by which a version would go out; or why there is none.
    /// </summary>
    private async Task<(Plan? Plan, CiRefusal? Refusal)> PlanOfAsync(
        ServiceName service,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        if ((await engine.Plans.NewestAsync(service, environment, cancellation)).Text is not { } text)
        {
            return (
                null,
                new CiRefusal(
                    "trigger.no-plan",
                    $"no plan was submitted for '{service}' in '{environment}'",
                    IsMended: true
                )
            );
        }

        var reading = PlanReader.Read("plan", Encoding.UTF8.GetBytes(text), installation.Now);
        return reading.IsAccepted
            ? (reading.Plan, null)
            : (
                null,
                new CiRefusal(
                    "trigger.plan-refused",
                    $"the plan is not accepted any more: {reading.Problems[0].Fault.Message}",
                    IsMended: true
                )
            );
    }

    /// <summary>
    /// Why a version would not be started now, as far as it can be said without asking a router; null where nothing
    /// stands in its way.
    /// </summary>
    public async Task<CiRefusal?> ReviewAsync(
        ServiceName service,
        EnvironmentName environment,
        VersionName version,
        CancellationToken cancellation
    )
    {
        var (plan, refusal) = await PlanOfAsync(service, environment, cancellation);
        if (plan is null)
        {
            return refusal;
        }

        var loaded = await engine.Streams.LoadAsync([StreamName.Of(service, environment)], cancellation);
        var known = await engine.Reader.ServiceOfAsync(service, environment, loaded.Streams[0], cancellation);
        return ServiceDecider.KnownAlready(known, plan, version) is { Why: var why } ? CiRefusal.Of(why) : null;
    }

    /// <summary>Opens its rollout, which it may have done before; null where that is done.</summary>
    internal async Task<CiRefusal?> StartAsync(CiOrder order, CancellationToken cancellation)
    {
        var loaded = await engine.Streams.LoadAsync([StreamName.Of(order.Rollout)], cancellation);
        if (loaded.Streams[0] is not null)
        {
            return null;
        }

        var it = order.Announcement;
        var (plan, refusal) = await PlanOfAsync(it.Service, it.Environment, cancellation);
        if (plan is null)
        {
            return refusal;
        }

        var wanted = new StartOrder
        {
            Id = order.Rollout,
            Key = $"{order.Trigger} {order.Delivery}",
            Plan = plan,
            Version = it.Version,
            By = CiLog.ActorOf(order.Pipeline),
            Reason = it.Reason,
            CommitAuthors = it.Authors,
            HasUnknownAuthor = it.HasUnknownAuthor,
            IsOncePerVersion = true,
            Provenance =
                it.Links.IsEmpty && order.ReplyTo is null
                    ? null
                    : new Provenance { Links = it.Links, ReplyTo = order.ReplyTo },
        };
        return await engine.Starter.StartAsync(wanted, answer: null, cancellation) switch
        {
            CommandResult<Rollout>.Accepted => null,
            CommandResult<Rollout>.Refused { Why: var why } => CiRefusal.Of(why),
            CommandResult<Rollout>.Conflict => new CiRefusal(
                "trigger.conflict",
                $"the service changed concurrently ({StreamRunner.MostAttempts} attempts)",
                MayPass: true
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
