using Microsoft.Extensions.Logging;

namespace Rollouts.Worker.Asking;

internal static partial class AskingLog
{
    [LoggerMessage(101, LogLevel.Error, "rollout {Rollout}: {Question} cannot be asked; its verdict stays as it was")]
    public static partial void QuestionFailed(
        this ILogger logger,
        string rollout,
        string question,
        Exception exception
    );

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
