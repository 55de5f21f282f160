using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;

namespace Rollouts.Hosting;

/// <summary>
/// Asks the questions that are due. Each pass takes many of them, so that a source is asked once for all of its
/// questions.
/// </summary>
public sealed class CheckLoop(RolloutEngine engine, LoopHealth health, ILogger<CheckLoop> logger, TimeProvider time)
    : PollingLoop(health, logger, time, AtOnce)
{
    /// <summary>Concurrent passes. Each of them may wait for a source that hangs.</summary>
    private const int AtOnce = 16;

    /// <summary>The most metrics that CloudWatch takes in one call.</summary>
    private const int InOnePass = 500;

    private int _running;

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var due = await ClaimAsync(cancellation);
        var now = engine.Clock.Now;
        var late = due.Where(question => question.Class < WorkClass.Start)
            .Select(question => now - engine.Clock.FromStore(question.Due))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        engine.Load.Claimed(WorkClass.Check, AtOnce, Volatile.Read(ref _running) + (due.Count == 0 ? 0 : 1), late);
        return (
            due.Count == 0 ? [] : [new WorkItem($"{due.Count} questions", token => AskAsync(due, token))],
            due.Count == InOnePass
        );
    }

    private async Task<IReadOnlyList<ClaimedQuestion>> ClaimAsync(CancellationToken cancellation)
    {
        engine.Load.ClaimBegan();
        try
        {
            return await engine.ClaimQuestionsAsync(InOnePass, cancellation);
        }
        finally
        {
            engine.Load.ClaimEnded();
        }
    }

    private async Task AskAsync(IReadOnlyList<ClaimedQuestion> due, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await engine.AskAsync(due, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
