using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Telling;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Hosting;
using Rollouts.Worker.Loops;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Telling;

/// <summary>
/// Sends what is in the outbox: at least once, in order for each rollout and channel, later and later where it fails,
/// and never in the way of a decision.
/// </summary>
public sealed class Dispatcher(
    IStore store,
    Engine engine,
    IEnumerable<IChannel> channels,
    LoopHealth health,
    ILogger<Dispatcher> logger,
    TimeProvider time
) : Pump(health, logger, time, AtOnce)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Shorter than the lease, so that nobody sends what another is still sending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>However long somebody asks to be left alone.</summary>
    private static readonly TimeSpan MostPatience = RebaseRequest.LongestPatience;

    /// <summary>About a day of trying.</summary>
    private const int MostAttempts = 100;

    private readonly List<IChannel> _channels = [.. channels];

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var request = new ClaimRequest("dispatcher", atMost, Lease);
        var claimed = await store.Outbox.ClaimAsync(request, cancellation);
        engine.Clock.Saw(claimed.Now);
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

    /// <summary>How long to wait after so many attempts that failed.</summary>
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
        var fault = channel is null
            ? new Fault(FaultKind.NotFound, $"nothing here sends to '{claimed.Message.Channel}' yet; it is kept")
            : await Timed.DoAsync(
                $"channel '{claimed.Message.Channel}'",
                Patience,
                Time,
                token => channel.SendAsync(claimed.Message, token),
                cancellation
            );
        await store.Outbox.SettleAsync([DeliveryOf(claimed, fault, engine.Clock)], cancellation);
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
