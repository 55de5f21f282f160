using Rollouts.Domain.Triggers;
using Rollouts.Engine.Pipelines;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Notifications;

/// <summary>
/// Starts the versions that pipelines have announced. The orders use the outbox: they are stored before the pipeline is
/// answered, retried if that may help, and listed as dead messages if they fail.
/// </summary>
public sealed class StartChannel(CiOrders orders, CiLog log) : INotificationChannel
{
    public bool Sends(string channel) => CiOrder.IsChannel(channel);

    public async Task<Fault?> SendAsync(Message message, CancellationToken cancellation)
    {
        var order =
            StateJson.Read<CiOrder>(message.Body)
            ?? throw new ArgumentException($"'{message.Key}' was written by another version.", nameof(message));
        var refusal = await orders.StartAsync(order, cancellation);
        if (refusal is { MayPass: true })
        {
            return new Fault(FaultKind.Broken, refusal.Message);
        }

        TriggerEvent happened = refusal is null
            ? new TriggerEvent.Started(order.Delivery, order.Trigger, order.Rollout)
            : new TriggerEvent.NotStarted(order.Delivery, order.Trigger, refusal.Code, refusal.Message);
        var reason = refusal?.Message ?? order.Announcement.Reason;
        var answer = PipelineChannel.AnswerOf(order, refusal).ToValueList();
        if (!await log.WriteAsync(order.Pipeline, order.Delivery, [(happened, reason)], answer, null, cancellation))
        {
            return new Fault(FaultKind.Broken, "others were quicker, each time");
        }

        return refusal is { IsMended: true } ? new Fault(FaultKind.Refused, refusal.Message) : null;
    }
}
