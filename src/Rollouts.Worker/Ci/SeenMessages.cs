using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Idempotency;

namespace Rollouts.Worker.Ci;

/// <summary>
/// Takes each signed message once. It remembers a message by the digest of what was signed, also where no trigger
/// listens: parts that are not signed (the event's name, the delivery's id) would make another message of it.
/// </summary>
public sealed class SeenMessages(IStore store, ILogger logger)
{
    /// <summary>
    /// How long a message is remembered that says when it happened. One that is older is refused, so none is good
    /// again.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>A clock that is a little ahead of ours is no reason to remember for ever.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Takes a message unless it came before or is older than what is remembered.</summary>
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

        // One that says no time, or a time to come, would be good again once it is forgotten.
        var isTimed = said.At <= now + Ahead;
        var request = new RequestKey((isTimed ? SeenCallers.ForMonths : SeenCallers.ForEver) + pipeline, digest);
        switch (await store.Idempotency.ReceiveAsync(request, digest: "", CiDesk.Patience, cancellation))
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
