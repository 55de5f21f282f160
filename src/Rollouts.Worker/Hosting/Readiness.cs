using Microsoft.AspNetCore.Http;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Loops;

namespace Rollouts.Worker.Hosting;

/// <summary>
/// Whether this process works: its loops run, its store takes writes, and nothing is long overdue.
/// </summary>
internal sealed class Readiness(IStore store, Engine engine, LoopHealth loops, TimeProvider time) : IDisposable
{
    /// <summary>How long an answer of the store is good: a page without a key must not cost a write each.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (string? Store, string? Overdue, long At)? _known;

    /// <summary>A lease that ran out, a take-over and a slow pass take less than this.</summary>
    public static TimeSpan Overdue { get; } = TimeSpan.FromSeconds(30);

    /// <param name="mindsClock">
    /// Whether a store's clock that jumped, and rollouts that are overdue, make the answer 503. They do for a worker;
    /// an API that is taken out of its load balancer for them could not even take a rollback.
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
            // What this build cannot read stays overdue whatever this process does; a restart would change nothing.
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
