using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Alarms;

internal static partial class AlarmLog
{
    [LoggerMessage(201, LogLevel.Warning, "alarms of '{Sender}': a message is refused: {Why}")]
    public static partial void AlarmDistrusted(this ILogger logger, string sender, string why);

    [LoggerMessage(202, LogLevel.Warning, "alarms of '{Sender}': a message cannot be read: {Why}")]
    public static partial void AlarmUnreadable(this ILogger logger, string sender, string why);

    [LoggerMessage(203, LogLevel.Error, "alarms of '{Sender}': a message cannot be checked now: {Why}")]
    public static partial void AlarmNotChecked(this ILogger logger, string sender, string why);

    [LoggerMessage(
        204,
        LogLevel.Error,
        "alarms of '{Sender}' cannot be kept: other workers change the record of this sender at each attempt"
    )]
    public static partial void AlarmsNotKept(this ILogger logger, string sender);

    [LoggerMessage(
        205,
        LogLevel.Error,
        "alarms of '{Sender}': {Count} new alarms that no live rollout names are refused: {Most} ring already"
    )]
    public static partial void AlarmsLeftOut(this ILogger logger, string sender, int count, int most);
}
