using System.Text;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Engine.Plans;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Pipelines;

/// <summary>Starts the versions that pipelines have announced, by the newest plan of the service.</summary>
public sealed class CiOrders(
    StateReader reader,
    IStreamStore streams,
    RolloutStarter starter,
    PlanRepository plans,
    CurrentInstallation installation
)
{
    /// <summary>The plan for a version, or the reason why there is none.</summary>
    private async Task<(Plan? Plan, CiRefusal? Refusal)> PlanOfAsync(
        ServiceName service,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        if ((await plans.NewestAsync(service, environment, cancellation)).Text is not { } text)
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
    /// Why a version would not be started now, as far as this is known without reading a router; null if it would be.
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

        var loaded = await streams.LoadAsync([StreamName.Of(service, environment)], cancellation);
        var known = await reader.ServiceOfAsync(service, environment, loaded.Streams[0], cancellation);
        return ServiceDecider.KnownAlready(known, plan, version) is { Why: var why } ? CiRefusal.Of(why) : null;
    }

    /// <summary>Opens the rollout, which an earlier attempt may have done already; returns null on success.</summary>
    internal async Task<CiRefusal?> StartAsync(CiOrder order, CancellationToken cancellation)
    {
        var loaded = await streams.LoadAsync([StreamName.Of(order.Rollout)], cancellation);
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
            Mode = it.Mode,
            CommitAuthors = it.Authors,
            HasUnknownAuthor = it.HasUnknownAuthor,
            IsOncePerVersion = true,
            Provenance =
                it.Links.IsEmpty && order.ReplyTo is null
                    ? null
                    : new Provenance { Links = it.Links, ReplyTo = order.ReplyTo },
        };
        return await starter.StartAsync(wanted, answer: null, cancellation) switch
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
