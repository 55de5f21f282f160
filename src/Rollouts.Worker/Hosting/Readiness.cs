using Microsoft.AspNetCore.Http;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Loops;

namespace Rollouts.Worker.Hosting;

/// <summary>Whether this process works: its store answers, nothing is long overdue, and its loops run.</summary>
internal sealed class Readiness(IStore store, LoopHealth loops)
{
    /// <summary>
    /// A lease that ran out, a take-over and a slow pass; what is later than that nobody is looking after.
    /// </summary>
    public static TimeSpan Overdue { get; } = TimeSpan.FromSeconds(30);

    public async Task<IResult> AskAsync(CancellationToken cancellation)
    {
        if (loops.Problems is [_, ..] problems)
        {
            return Results.Text(string.Join("; ", problems), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            var overdue = await store.Driving.OverdueAsync(Overdue, cancellation);
            return overdue.Rollouts == 0
                ? Results.Text("ready")
                : Results.Text(
                    $"{overdue.Rollouts} rollouts are overdue, the longest by {overdue.Longest}",
                    statusCode: StatusCodes.Status503ServiceUnavailable
                );
        }
        catch (StoreUnavailableException exception)
        {
            return Results.Text(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
