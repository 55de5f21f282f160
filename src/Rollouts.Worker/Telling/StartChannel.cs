using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Telling;
using Rollouts.Worker.Ci;

namespace Rollouts.Worker.Telling;

/// <summary>
/// Starts what pipelines have announced. It comes through the outbox as messages do: kept before the pipeline was
/// answered, tried again where that may help, and given up in plain sight.
/// </summary>
internal sealed class StartChannel(CiOrders orders, CiLog log) : IChannel
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
