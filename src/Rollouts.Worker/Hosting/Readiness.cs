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
    private (string? Problem, long At)? _known;

    /// <summary>A lease that ran out, a take-over and a slow pass take less than this.</summary>
    public static TimeSpan Overdue { get; } = TimeSpan.FromSeconds(30);

    /// <param name="mindsClock">
    /// Whether a store's clock that jumped makes the answer 503. It does for a worker; an API that is taken out of its
    /// load balancer for a clock could not even take a rollback.
    /// </param>
    public async Task<IResult> AskAsync(bool mindsClock, CancellationToken cancellation)
    {
        var problem =
            loops.Problems is [_, ..] problems ? string.Join("; ", problems)
            : mindsClock ? ClockProblem()
            : null;
        problem ??= await StoreProblemAsync(cancellation);
        return problem is null
            ? Results.Text(engine.Restores.Problem is { } hold ? $"ready; {hold}" : "ready")
            : Results.Text(problem, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    public void Dispose() => _turn.Dispose();

    private string? ClockProblem() =>
        engine.Clock.Apart is var apart && apart.Duration() > StoreClock.Tolerance
            ? $"the store's clock jumped and is {apart.TotalSeconds:0} s ahead of elapsed time"
            : null;

    private async Task<string?> StoreProblemAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_known is not { } known || time.GetElapsedTime(known.At) > Fresh)
            {
                known = (await LookAsync(cancellation), time.GetTimestamp());
                _known = known;
            }

            return known.Problem;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<string?> LookAsync(CancellationToken cancellation)
    {
        try
        {
            await store.BeatAsync(engine.Worker, cancellation);
            var overdue = await store.Driving.OverdueAsync(Overdue, cancellation);
            return overdue.Rollouts == 0
                ? null
                : $"{overdue.Rollouts} rollouts are overdue, the longest by {overdue.Longest}";
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
    }
}
