using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Checks;

internal static partial class CheckPollerLog
{
    [LoggerMessage(
        102,
        LogLevel.Warning,
        "rollout {Rollout}: its gate at {Position} has not answered: {Why} ({Attempt})"
    )]
    public static partial void GateSilent(
        this ILogger logger,
        string rollout,
        string position,
        int attempt,
        string why
    );
}
