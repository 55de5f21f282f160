using Microsoft.AspNetCore.Http;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Maintenance;
using Rollouts.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Hosting;

/// <summary>
/// Whether this process is ready: its loops run, its store accepts writes, and no rollout is long overdue.
/// </summary>
public sealed class WorkerReadiness(IStore store, RolloutEngine engine, LoopHealth loops, TimeProvider time)
    : IDisposable
{
    /// <summary>How long a result is reused. A page without authentication must not cost a write each time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (string? Store, string? Overdue, long At)? _known;

    /// <summary>Longer than an expired lease, a take-over and a slow pass.</summary>
    public static TimeSpan Overdue => MaintenanceService.OverdueAfter;

    /// <param name="mindsClock">
    /// Whether a jump of the store's clock and overdue rollouts make the answer 503. They do for a worker. An API that
    /// its load balancer removes for them could not even accept a rollback.
    /// </param>
    public async Task<IResult> AskAsync(bool mindsClock, CancellationToken cancellation)
    {
        var problem =
            loops.Problems is [_, ..] problems ? string.Join("; ", problems)
            : mindsClock ? ClockProblem()
            : null;
        var (broken, overdue) = problem is null ? await StoreProblemAsync(cancellation) : (null, null);
        problem ??= broken ?? (mindsClock ? overdue : null);
        string?[] parts = ["ready", engine.Restores.Problem, engine.Unreadable.Problem, overdue];
        return problem is null
            ? Results.Text(string.Join("; ", parts.Where(part => part is not null)))
            : Results.Text(problem, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    public void Dispose() => _turn.Dispose();

    private string? ClockProblem() =>
        engine.Clock.Apart is var apart && apart.Duration() > StoreClock.Tolerance
            ? $"the store's clock jumped and is {apart.TotalSeconds:0} s ahead of elapsed time"
            : null;

    private async Task<(string? Store, string? Overdue)> StoreProblemAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_known is not { } known || time.GetElapsedTime(known.At) > Fresh)
            {
                var (problem, overdue) = await LookAsync(cancellation);
                known = (problem, overdue, time.GetTimestamp());
                _known = known;
            }

            return (known.Store, known.Overdue);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<(string? Store, string? Overdue)> LookAsync(CancellationToken cancellation)
    {
        try
        {
            await store.BeatAsync(engine.Worker, cancellation);
            var overdue = await store.Driving.OverdueAsync(Overdue, cancellation);
            // Rollouts that this build cannot read stay overdue, and a restart would not change that.
            return overdue.Rollouts <= engine.Unreadable.Count
                ? (null, null)
                : (null, $"{overdue.Rollouts} rollouts are overdue, the longest by {overdue.Longest}");
        }
        catch (StoreUnavailableException exception)
        {
            return (exception.Message, null);
        }
    }
}
