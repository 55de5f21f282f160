using Microsoft.Extensions.Logging;
using Rollouts.Worker.Loops;

namespace Rollouts.Worker.Hosting;

/// <summary>Asks what is due: a handful at a time for each pass, so that a source is asked once for many.</summary>
public sealed class AskPump(Engine engine, LoopHealth health, ILogger<AskPump> logger, TimeProvider time)
    : Pump(health, logger, time, AtOnce)
{
    /// <summary>Passes at once; each of them may be waiting for a source that hangs.</summary>
    private const int AtOnce = 16;

    /// <summary>As many as CloudWatch takes in one call.</summary>
    private const int InOnePass = 500;

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var due = await engine.ClaimQuestionsAsync(InOnePass, cancellation);
        return (
            due.Count == 0 ? [] : [new WorkItem($"{due.Count} questions", token => engine.AskAsync(due, token))],
            due.Count == InOnePass
        );
    }
}
