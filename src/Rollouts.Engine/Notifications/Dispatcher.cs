using Microsoft.Extensions.Logging;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Notifications;

/// <summary>
/// Sends the messages of the outbox: at least once, in order for each rollout and channel, with growing pauses after
/// failures. It never delays a decision.
/// </summary>
public sealed class Dispatcher(
    IStore store,
    StoreClock clock,
    IEnumerable<INotificationChannel> channels,
    LoopHealth health,
    ILogger<Dispatcher> logger,
    TimeProvider time
) : PollingLoop(health, logger, time, AtOnce)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Shorter than the lease, so that no second worker sends a message while the first still does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>The upper bound of the pause that a receiver can ask for.</summary>
    private static readonly TimeSpan MostPatience = RebaseRequest.LongestPatience;

    /// <summary>About a day of attempts.</summary>
    private const int MostAttempts = 100;

    private readonly List<INotificationChannel> _channels = [.. channels];

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var request = new ClaimRequest("dispatcher", atMost, Lease);
        var claimed = await store.Outbox.ClaimAsync(request, cancellation);
        clock.Saw(claimed.Now);
        return (
            [
                .. claimed.Items.Select(message => new WorkItem(
                    $"message {message.Id}",
                    token => SendAsync(message, token)
                )),
            ],
            claimed.Items.Count == atMost
        );
    }

    /// <summary>How long to wait after this number of failed attempts.</summary>
    internal static TimeSpan PauseAfter(int attempts, TimeSpan? asked)
    {
        var grown = FirstPause * Math.Pow(2, Math.Min(attempts, 16));
        var pause = grown > LongestDelay ? LongestDelay : grown;
        return asked > MostPatience ? MostPatience
            : asked > pause ? asked.Value
            : pause;
    }

    private async Task SendAsync(ClaimedMessage claimed, CancellationToken cancellation)
    {
        var channel = _channels.Find(channel => channel.Sends(claimed.Message.Channel));
        if (channel is IPacedChannel paced && await paced.TurnAsync(claimed.Message, cancellation) is { } wait)
        {
            var turn = new Delivery.Deferred(claimed.Id, claimed.Lease, clock.ToStore(clock.Now + wait));
            await store.Outbox.SettleAsync([turn], cancellation);
            return;
        }

        var fault = channel is null
            ? new Fault(FaultKind.NotFound, $"nothing here sends to '{claimed.Message.Channel}' yet; it is kept")
            : await WithTimeout.DoAsync(
                $"channel '{claimed.Message.Channel}'",
                Patience,
                Time,
                token => channel.SendAsync(claimed.Message, token),
                cancellation
            );
        await store.Outbox.SettleAsync([DeliveryOf(claimed, fault, clock)], cancellation);
    }

    private static Delivery DeliveryOf(ClaimedMessage claimed, Fault? fault, StoreClock clock) =>
        fault switch
        {
            null => new Delivery.Sent(claimed.Id, claimed.Lease),
            { MayPass: true } when claimed.Attempts < MostAttempts => new Delivery.Later(
                claimed.Id,
                claimed.Lease,
                clock.ToStore(clock.Now + PauseAfter(claimed.Attempts, fault.RetryAfter)),
                fault.Message
            ),
            _ => new Delivery.Dead(claimed.Id, claimed.Lease, fault.Message),
        };
}
