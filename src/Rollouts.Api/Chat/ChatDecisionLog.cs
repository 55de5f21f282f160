using Microsoft.Extensions.Logging;

namespace Rollouts.Api.Chat;

internal static partial class ChatDecisionLog
{
    [LoggerMessage(441, LogLevel.Warning, "'{Connection}' could not be answered: {Why}")]
    public static partial void ChatNotAnswered(this ILogger logger, string connection, string why);

    [LoggerMessage(442, LogLevel.Warning, "no connection for Socket Mode of '{Connection}': {Why}")]
    public static partial void ChatNotConnected(this ILogger logger, string connection, string why);

    [LoggerMessage(443, LogLevel.Error, "a connection of '{Connection}' failed unexpectedly and is opened anew")]
    public static partial void ChatSocketFailed(this ILogger logger, string connection, Exception exception);

    [LoggerMessage(
        444,
        LogLevel.Error,
        "a decision from '{Connection}' failed {Times} times and is given up; its person has to decide again"
    )]
    public static partial void ChatDecisionGivenUp(
        this ILogger logger,
        string connection,
        int times,
        Exception exception
    );
}
