using Microsoft.Extensions.Logging;
using Rollouts.Storage;

namespace Rollouts.Engine.Loops;

/// <summary>
/// Claims due work and runs many items of it concurrently until it is stopped. A slow item delays no other. When the
/// loop is stopped it claims nothing more and lets the claimed work end.
/// </summary>
public abstract class PollingLoop(LoopHealth health, ILogger logger, TimeProvider time, int atOnce)
    : GuardedLoop(health, logger, time)
{
    /// <summary>The pause between two passes unless the loop is woken.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than a lease. By then another worker has taken over the work that has not ended.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _working = new();
    private readonly SemaphoreSlim _free = new(atOnce);
    private readonly SemaphoreSlim _woken = new(0);

    /// <summary>Starts the next pass at once instead of after the pause.</summary>
    public void Wake() => _woken.Release();

    public override void Dispose()
    {
        base.Dispose();
        _working.Dispose();
        _free.Dispose();
        _woken.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// The most items that run concurrently. It is less than the number of places while more urgent work is late.
    /// </summary>
    protected virtual int Budget => atOnce;

    /// <summary>Claims at most this many items, and returns whether more may be due.</summary>
    protected abstract Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    );

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
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
            var running = atOnce - room;
            if (running >= Budget)
            {
                return Pace;
            }

            var before = Time.GetTimestamp();
            var (claimed, isMore) = await ClaimAsync(Math.Min(room, Budget - running), stopping);
            var took = Time.GetElapsedTime(before);
            foreach (var item in claimed)
            {
                begun++;
                _ = WorkAsync(item, _working.Token);
            }

            // A slow store gets fewer requests, and larger ones.
            return !isMore || took > Pace ? Pace : took;
        }
        finally
        {
            if (room > begun)
            {
                _free.Release(room - begun);
            }
        }
    }

    protected override async Task RestAsync(TimeSpan pause, CancellationToken stopping)
    {
        if (pause > TimeSpan.Zero)
        {
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(Task.Delay(pause, Time, rest.Token), _woken.WaitAsync(rest.Token));
            await rest.CancelAsync();
        }

        while (_woken.Wait(0, CancellationToken.None))
        {
            // Any number of wake-ups needs only one pass.
        }
    }

    protected override async Task FinishAsync()
    {
        _working.CancelAfter(LongestStop);
        for (var i = 0; i < atOnce; i++)
        {
            await _free.WaitAsync(CancellationToken.None);
        }
    }

    private async Task WorkAsync(WorkItem item, CancellationToken cancellation)
    {
        try
        {
            // The lease of an item that fails expires, and the item is claimed and tried again.
            await GuardAsync(item.Name, () => item.RunAsync(cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The work did not end in time. Its lease expires.
        }
        catch (StoreUnavailableException exception)
        {
            Logger.StoreUnavailable(Name, Pace, exception);
        }
        finally
        {
            _free.Release();
        }
    }
}
