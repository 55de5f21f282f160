using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Ci;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Pipelines;

/// <summary>
/// Accepts each signed message once. It remembers the digest of the signed content, even if no trigger matches.
/// Unsigned parts (the event's name, the delivery's id) could be changed to make the same message look new.
/// </summary>
public sealed class SeenMessages(IStore store, ILogger logger)
{
    /// <summary>
    /// How long a message with a time is remembered. An older one is refused, so no message is accepted twice.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>A clock that is slightly ahead must not cause the message to be remembered for ever.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Accepts a message unless it was seen before or is older than the remembered time.</summary>
    internal async Task<CiOutcome> OnceAsync(
        ConnectionName pipeline,
        CiReading.Said said,
        DateTimeOffset now,
        Func<Task<CiOutcome>> take,
        CancellationToken cancellation
    )
    {
        if (said.Digest is not { } digest)
        {
            return await take();
        }

        if (said.At is { } at && now - at >= Kept - Ahead)
        {
            logger.CiUnreadable(pipeline.Value, $"it is of {at:u}, longer ago than messages are remembered");
            return CiOutcome.Unreadable;
        }

        // A message without a time, or with a future one, could be accepted again after its digest was deleted.
        var isTimed = said.At <= now + Ahead;
        var request = new RequestKey((isTimed ? SeenCallers.ForMonths : SeenCallers.ForEver) + pipeline, digest);
        switch (await store.Idempotency.ReceiveAsync(request, digest: "", PipelineService.Patience, cancellation))
        {
            case Reception.Fresh:
                break;
            case Reception.Running:
                logger.CiNotNow(pipeline.Value, $"message {digest} is being worked on");
                return CiOutcome.NotNow;
            default:
                logger.CiRepeated(pipeline.Value, digest);
                return CiOutcome.Taken;
        }

        var outcome = await take();
        if (outcome == CiOutcome.Taken)
        {
            await store.Idempotency.AnswerAsync(new StoredAnswer(request, Status: 0, ""), cancellation);
        }
        else
        {
            await store.Idempotency.LeaveAsync(request, cancellation);
        }

        return outcome;
    }
}
