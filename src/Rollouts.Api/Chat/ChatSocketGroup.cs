using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>
/// The open connections of one chat system. A delivery that comes through both, or once more, is taken once: by the id
/// that the system gives it.
/// </summary>
internal sealed class ChatSocketGroup(
    string name,
    IInteractiveChat chat,
    ChatWork work,
    ILogger logger,
    TimeProvider time
) : IAsyncDisposable
{
    /// <summary>Far more than a system delivers in the minutes in which it delivers something again.</summary>
    private const int MostKnown = 10_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly List<Task> _running = [];

    public IInteractiveChat Chat => chat;

    public void Start(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _running.Add(RunAsync(_end.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        _end.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        var backoff = new Backoff(FirstPause, LongestPause);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (await HoldAsync(cancellation))
                {
                    backoff.Reset();
                }
                else
                {
                    await Task.Delay(backoff.Next(), time, cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            // A bug in what one delivery brings must not close the way in for all others.
            catch (Exception exception)
            {
                logger.ChatSocketFailed(name, exception);
                await Task.Delay(backoff.Next(), time, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Holds one connection to its end. False if it could not be opened.</summary>
    private async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        var opened = await chat.ConnectAsync(cancellation);
        if (!opened.TryGet(out var socket, out var fault))
        {
            logger.ChatNotConnected(name, fault.Message);
            return false;
        }

        await using (socket)
        {
            var (delivered, began) = (0, time.GetTimestamp());
            while (await socket.ReceiveAsync(cancellation) is { } delivery)
            {
                delivered++;
                if (await IsTakenAsync(delivery, cancellation))
                {
                    await socket.AcknowledgeAsync(delivery, cancellation);
                }
            }

            // A connection that ends before anything came may end at once again and again.
            return delivered > 0 || time.GetElapsedTime(began) > LongestPause;
        }
    }

    /// <summary>Whether it is acknowledged. Otherwise the system delivers it again, or shows that it failed.</summary>
    private async Task<bool> IsTakenAsync(ChatDelivery delivery, CancellationToken cancellation)
    {
        if (!Remember(delivery.Id))
        {
            return true;
        }

        if (
            delivery.Happened is ChatEvent.Nothing or ChatEvent.Unreadable or ChatEvent.Challenge
            || await work.AddAsync(name, delivery.Happened, cancellation)
        )
        {
            return true;
        }

        Forget(delivery.Id);
        return false;
    }

    private bool Remember(string id)
    {
        lock (_lock)
        {
            if (!_known.Add(id))
            {
                return false;
            }

            _order.Enqueue(id);
            if (_order.Count > MostKnown)
            {
                _known.Remove(_order.Dequeue());
            }

            return true;
        }
    }

    private void Forget(string id)
    {
        lock (_lock)
        {
            _known.Remove(id);
        }
    }
}
