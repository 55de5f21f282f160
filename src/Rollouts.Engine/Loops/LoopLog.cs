using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Loops;

public static partial class LoopLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Loop}: the store is unavailable; retrying in {Pause}")]
    public static partial void StoreUnavailable(this ILogger logger, string loop, TimeSpan pause, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Loop}: {Item} failed unexpectedly; the loop continues without it")]
    public static partial void ItemFailed(this ILogger logger, string loop, string item, Exception exception);

    [LoggerMessage(3, LogLevel.Critical, "the log does not agree with its last checkpoint: {Stream}: {Verdict}")]
    public static partial void LogTampered(this ILogger logger, string stream, string verdict);

    [LoggerMessage(4, LogLevel.Warning, "{Rollouts} rollouts are overdue, the longest by {Longest}")]
    public static partial void Overdue(this ILogger logger, int rollouts, TimeSpan longest);

    [LoggerMessage(40, LogLevel.Error, "{Problem}")]
    public static partial void Unreadable(this ILogger logger, string problem);

    [LoggerMessage(5, LogLevel.Warning, "{Remark}")]
    public static partial void AdapterRemarked(this ILogger logger, string remark);

    [LoggerMessage(9, LogLevel.Warning, "{Rollout}, target '{Target}': {What}; it is looked at now")]
    public static partial void RouteDrifted(this ILogger logger, RolloutId rollout, TargetName target, string what);

    [LoggerMessage(10, LogLevel.Warning, "{Rollout} is not woken after a change of its route; the next look sees it")]
    public static partial void NotWoken(this ILogger logger, RolloutId rollout, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "{Loop}: a pass failed unexpectedly; retrying in {Pause}")]
    public static partial void PassFailed(this ILogger logger, string loop, TimeSpan pause, Exception exception);

    [LoggerMessage(
        8,
        LogLevel.Critical,
        "the store's clock jumped by {Jump} against elapsed time; deadlines run on elapsed time; correct the clock"
    )]
    public static partial void ClockJumped(this ILogger logger, TimeSpan jump);

    [LoggerMessage(7, LogLevel.Critical, "{Loop} has ended although the process runs on; restart the process")]
    public static partial void LoopEnded(this ILogger logger, string loop, Exception? exception);
}
