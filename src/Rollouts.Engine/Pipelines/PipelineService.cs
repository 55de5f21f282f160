using Microsoft.Extensions.Logging;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations.Ci;
using Rollouts.Storage;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Pipelines;

/// <summary>
/// Receives the events of pipelines: verifies the sender, maps the event by the triggers, and stores the orders to
/// start before it answers. A separate step behind the answer starts them.
/// </summary>
public sealed class PipelineService(
    PipelineConnections pipelines,
    IStore store,
    CiLog log,
    ILogger<PipelineService> logger
)
{
    /// <summary>A process that has worked on a delivery for this time has died.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SeenMessages _memory = new(store, logger);

    public async Task<CiOutcome> ReceiveAsync(string name, CiMessage message, CancellationToken cancellation)
    {
        if (pipelines.Find(name) is not { } pipeline)
        {
            return CiOutcome.Refused;
        }

        var sender = pipelines.SenderOf(pipeline);
        switch (await sender.VerifyAsync(message, cancellation))
        {
            case CiTrust.Genuine:
                break;
            case CiTrust.Distrusted distrusted:
                logger.CiDistrusted(name, distrusted.Why);
                return CiOutcome.Refused;
            case CiTrust.NotNow notNow:
                logger.CiNotNow(name, notNow.Why);
                return CiOutcome.NotNow;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        switch (sender.Read(message))
        {
            case CiReading.Said said:
                return await _memory.OnceAsync(
                    pipeline.Name,
                    said,
                    message.At,
                    () => TakeAllAsync(pipeline, said.Events, cancellation),
                    cancellation
                );
            case CiReading.Unreadable unreadable:
                logger.CiUnreadable(name, unreadable.Why);
                return CiOutcome.Unreadable;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<CiOutcome> TakeAllAsync(
        Connection.Pipeline pipeline,
        ValueList<CiEvent> events,
        CancellationToken cancellation
    )
    {
        foreach (var happened in events)
        {
            if (!await TakeAsync(pipeline, happened, cancellation))
            {
                return CiOutcome.NotNow;
            }
        }

        return CiOutcome.Taken;
    }

    private async Task<bool> TakeAsync(Connection.Pipeline pipeline, CiEvent happened, CancellationToken cancellation)
    {
        var triggers = pipelines.Triggers.Where(trigger => trigger.ListensTo(pipeline.Name, happened.Kind)).ToList();
        if (triggers.Count == 0)
        {
            // A hook sends all events of its system. An event without a trigger leaves its digest and no record.
            return true;
        }

        var requests = happened.Ids.Select(id => new RequestKey($"ci/{pipeline.Name}", id)).ToList();
        switch (await ReceiveAsync(requests, cancellation))
        {
            case Reception.Fresh:
                break;
            case Reception.Running:
                logger.CiNotNow(pipeline.Name.Value, $"delivery {happened.Delivery} is being worked on");
                return false;
            default:
                logger.CiRepeated(pipeline.Name.Value, happened.Delivery);
                return true;
        }

        var decided = triggers.Select(trigger => Decide(pipeline, trigger, happened)).ToList();
        var messages = decided.Select(one => one.Order).OfType<CiOrder>().Select(order => MessageOf(order, happened));
        var isWritten = await log.WriteAsync(
            pipeline.Name,
            happened.Delivery,
            [.. decided.Select(one => (one.Event, one.Reason))],
            messages.ToValueList(),
            new StoredAnswer(requests[0], Status: 0, ""),
            cancellation
        );
        if (!isWritten)
        {
            logger.CiNotNow(pipeline.Name.Value, $"delivery {happened.Delivery}: others were quicker, each time");
            return false;
        }

        foreach (var other in requests.Skip(1))
        {
            await store.Idempotency.AnswerAsync(new StoredAnswer(other, Status: 0, ""), cancellation);
        }

        return true;
    }

    /// <summary>Whether none of the names of the delivery was seen before.</summary>
    private async Task<Reception> ReceiveAsync(List<RequestKey> requests, CancellationToken cancellation)
    {
        foreach (var request in requests)
        {
            var seen = await store.Idempotency.ReceiveAsync(request, digest: "", Patience, cancellation);
            if (seen is not Reception.Fresh)
            {
                return seen;
            }
        }

        return new Reception.Fresh();
    }

    private (TriggerEvent Event, string Reason, CiOrder? Order) Decide(
        Connection.Pipeline pipeline,
        Trigger trigger,
        CiEvent happened
    )
    {
        var outcome = CiMapping.Of(pipeline, trigger, happened).Outcome;
        logger.CiDecided(
            pipeline.Name.Value,
            happened.Delivery,
            trigger.Name.Value,
            outcome switch
            {
                Outcome.Fires { Announcement: var it } => $"{it.Service} {it.Version} in {it.Environment}",
                Outcome.Passes passes => passes.Why,
                Outcome.Fails fails => fails.Why,
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        );
        return outcome switch
        {
            Outcome.Fires { Announcement: var it } => Fire(pipeline, trigger, happened, it),
            Outcome.Passes { Why: var why } => Pass(trigger, happened, why),
            Outcome.Fails { Why: var why } => Pass(trigger, happened, why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private (TriggerEvent Event, string Reason, CiOrder? Order) Fire(
        Connection.Pipeline pipeline,
        Trigger trigger,
        CiEvent happened,
        Announcement it
    )
    {
        var order = new CiOrder(
            new RolloutId(Guid.CreateVersion7()),
            pipeline.Name,
            trigger.Name,
            happened.Delivery,
            it,
            ReplyOf(pipeline, happened.Addressee)
        );
        return (
            new TriggerEvent.Fired(
                happened.Delivery,
                happened.Kind,
                trigger.Name,
                it.Service,
                it.Environment,
                it.Version,
                order.Rollout
            ),
            it.Reason,
            order
        );
    }

    private static (TriggerEvent Event, string Reason, CiOrder? Order) Pass(
        Trigger trigger,
        CiEvent happened,
        string why
    ) => (new TriggerEvent.Passed(happened.Delivery, happened.Kind, trigger.Name, why), why, null);

    private ReplyTo? ReplyOf(Connection.Pipeline pipeline, CiAddressee? to) =>
        to is null or { Commit: null, Deployment: null, Callback: null } || pipelines.ReporterOf(pipeline) is null
            ? null
            : new ReplyTo(pipeline.Name, to.Repository, to.Commit, to.Deployment, to.Callback, to.Place);

    private static Message MessageOf(CiOrder order, CiEvent happened) =>
        new(
            StreamName.OfPipeline(order.Pipeline),
            order.Channel,
            $"{order.Trigger} {happened.Ids[0]}",
            "Start",
            StateJson.Write(order)
        );
}
