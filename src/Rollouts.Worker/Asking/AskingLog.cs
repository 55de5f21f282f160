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
}
