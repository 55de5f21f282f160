using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Loops;

namespace Rollouts.Worker.Hosting;

/// <summary>
/// Claims work that is due and does it, many pieces at a time, until it is stopped. A piece that takes long holds back
/// no other. When the pump is stopped it claims nothing more and lets the claimed work end.
/// </summary>
public abstract class Pump(LoopHealth health, ILogger logger, TimeProvider time, int atOnce)
    : GuardedLoop(health, logger, time)
{
    /// <summary>The pause between two passes unless the pump is woken.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than a lease: another worker has taken over what is not over by then.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _working = new();
    private readonly SemaphoreSlim _free = new(atOnce);
    private readonly SemaphoreSlim _woken = new(0);

    /// <summary>Looks at once instead of after the pause.</summary>
    public void Wake() => _woken.Release();

    public override void Dispose()
    {
        base.Dispose();
        _working.Dispose();
        _free.Dispose();
        _woken.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Claims at most so many pieces of work, and says whether more may be due.</summary>
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
            var (claimed, isMore) = await ClaimAsync(room, stopping);
            foreach (var item in claimed)
            {
                begun++;
                _ = WorkAsync(item, _working.Token);
            }

            return isMore ? TimeSpan.Zero : Pace;
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
            // However often it was woken, one look is enough.
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
            // Its lease runs out, and it is claimed and tried again.
            await GuardAsync(item.Name, () => item.RunAsync(cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It did not end in time; its lease will.
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
