using Microsoft.Extensions.Logging;
using Rollouts.Engine.Metering;
using Rollouts.Storage;

namespace Rollouts.Engine.Loops;

/// <summary>
/// Runs one item of a batch. An unexpected exception is logged with the loop and the item, and counted. The other items
/// of the batch continue. An unavailable store and a cancellation concern the whole batch and are rethrown.
/// </summary>
public static class ItemGuard
{
    /// <returns>False if the item failed unexpectedly.</returns>
    public static async Task<bool> RunAsync(
        string loop,
        string item,
        Func<Task> work,
        ILogger logger,
        CancellationToken cancellation
    )
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (IsUnexpected(exception, cancellation))
        {
            Note(loop, item, exception, logger);
            return false;
        }
    }

    /// <summary>Whether an exception is a bug of one item, and not an outage or a cancellation.</summary>
    public static bool IsUnexpected(Exception exception, CancellationToken cancellation) =>
        exception is not StoreUnavailableException
        && !(exception is OperationCanceledException && cancellation.IsCancellationRequested);

    public static void Note(string loop, string item, Exception exception, ILogger logger)
    {
        logger.ItemFailed(loop, item, exception);
        Telemetry.LoopItemFailures.Add(1, new KeyValuePair<string, object?>(Labels.Loop, loop));
    }
}
