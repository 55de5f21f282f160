using Microsoft.Extensions.Logging;

namespace Rollouts.Worker.Hosting;

internal static partial class LoopLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Loop}: the store is out of reach; trying again in {Pause}")]
    public static partial void StoreUnavailable(this ILogger logger, string loop, TimeSpan pause, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Loop}: {What} failed in a way that nobody foresaw; it is held, not advanced")]
    public static partial void Unforeseen(this ILogger logger, string loop, string what, Exception exception);

    [LoggerMessage(3, LogLevel.Critical, "the log does not agree with its last checkpoint: {Stream}: {Verdict}")]
    public static partial void LogTampered(this ILogger logger, string stream, string verdict);

    [LoggerMessage(4, LogLevel.Warning, "{Rollouts} rollouts are overdue, the longest by {Longest}")]
    public static partial void Overdue(this ILogger logger, int rollouts, TimeSpan longest);

    [LoggerMessage(5, LogLevel.Warning, "{Remark}")]
    public static partial void AdapterRemarked(this ILogger logger, string remark);
}
