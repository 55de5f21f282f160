using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Chat;

internal static partial class ChatLog
{
    [LoggerMessage(431, LogLevel.Warning, "a message for '{Channel}' was not sent: {Why}")]
    public static partial void ChatNotSent(this ILogger logger, string channel, string why);
}
