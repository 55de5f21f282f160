using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Pipelines;

internal static partial class CiLogMessages
{
    [LoggerMessage(211, LogLevel.Warning, "pipeline '{Pipeline}': a message is refused: {Why}")]
    public static partial void CiDistrusted(this ILogger logger, string pipeline, string why);

    [LoggerMessage(212, LogLevel.Warning, "pipeline '{Pipeline}': a message cannot be read: {Why}")]
    public static partial void CiUnreadable(this ILogger logger, string pipeline, string why);

    [LoggerMessage(213, LogLevel.Error, "pipeline '{Pipeline}': a message cannot be checked or kept now: {Why}")]
    public static partial void CiNotNow(this ILogger logger, string pipeline, string why);

    [LoggerMessage(214, LogLevel.Information, "pipeline '{Pipeline}': delivery {Delivery} came before; it is left")]
    public static partial void CiRepeated(this ILogger logger, string pipeline, string delivery);

    [LoggerMessage(
        215,
        LogLevel.Information,
        "pipeline '{Pipeline}': delivery {Delivery}: trigger '{Trigger}': {Outcome}"
    )]
    public static partial void CiDecided(
        this ILogger logger,
        string pipeline,
        string delivery,
        string trigger,
        string outcome
    );
}
