using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;

namespace Rollouts.Worker.Hosting;

/// <summary>
/// Takes what is due and works on it, many at a time, until it is stopped. What takes long holds up nothing that
/// comes after it; when it is stopped it takes nothing new and lets what it has come to an end.
/// </summary>
public abstract class Pump(ILogger logger, TimeProvider time, int atOnce) : BackgroundService
{
    /// <summary>How often it looks when nobody wakes it.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a lease: whatever is not over by then is somebody else's.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _free = new(atOnce);
    private readonly SemaphoreSlim _woken = new(0);

    protected TimeProvider Time => time;

    /// <summary>Looks at once, and not at the next beat.</summary>
    public void Wake() => _woken.Release();

    public override void Dispose()
    {
        base.Dispose();
        _free.Dispose();
        _woken.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes what is due, at most so many pieces of work, and says whether there may be more.</summary>
    protected abstract Task<(IReadOnlyList<Func<CancellationToken, Task>> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var working = new CancellationTokenSource();
        var pause = Pace;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                pause = await TakeAsync(stoppingToken, working.Token) ? TimeSpan.Zero : Pace;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (StoreUnavailableException exception)
            {
                pause =
                    pause < Pace ? Pace
                    : pause * 2 > LongestPause ? LongestPause
                    : pause * 2;
                logger.StoreUnavailable(GetType().Name, pause, exception);
            }

            await RestAsync(pause, stoppingToken);
        }

        await FinishAsync(working);
    }

    /// <summary>Whether there may be more.</summary>
    private async Task<bool> TakeAsync(CancellationToken stopping, CancellationToken working)
    {
        await _free.WaitAsync(stopping);
        var room = 1;
        while (room < atOnce && _free.Wait(0, CancellationToken.None))
        {
            room++;
        }

        var begun = 0;
        try
        {
            var (claimed, isMore) = await ClaimAsync(room, stopping);
            foreach (var work in claimed)
            {
                begun++;
                _ = WorkAsync(work, working);
            }

            return isMore;
        }
        finally
        {
            if (room > begun)
            {
                _free.Release(room - begun);
            }
        }
    }

    private async Task WorkAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It did not end in time; its lease will.
        }
        catch (StoreUnavailableException exception)
        {
            logger.StoreUnavailable(GetType().Name, Pace, exception);
        }
        // A bug in one rollout must not stop the others: it is told once, its lease runs out, and it is tried again.
        catch (Exception exception)
        {
            logger.Unforeseen(GetType().Name, "work", exception);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task RestAsync(TimeSpan pause, CancellationToken stopping)
    {
        if (pause > TimeSpan.Zero)
        {
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(Task.Delay(pause, time, rest.Token), _woken.WaitAsync(rest.Token));
            await rest.CancelAsync();
        }

        while (_woken.Wait(0, CancellationToken.None))
        {
            // However often it was woken, one look is enough.
        }
    }

    private async Task FinishAsync(CancellationTokenSource working)
    {
        working.CancelAfter(LongestStop);
        for (var i = 0; i < atOnce; i++)
        {
            await _free.WaitAsync(CancellationToken.None);
        }
    }
}
