using Microsoft.Extensions.Logging;
using Rollouts.Engine.Chat;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>Hands what came in from a chat system to what acts on it.</summary>
internal sealed class ChatEvents(
    ChatConnections connections,
    ChatDecisions decisions,
    ChatCommands commands,
    ChatViews views,
    ILogger<ChatEvents> logger
)
{
    public async Task HandleAsync(string connection, ChatEvent happened, CancellationToken cancellation)
    {
        if (connections.Find(connection)?.Chat is not IInteractiveChat chat)
        {
            return;
        }

        var fault = happened switch
        {
            ChatEvent.Press press => await decisions.PressAsync(chat, press, cancellation),
            ChatEvent.Rejection rejection => await decisions.RejectAsync(chat, rejection, cancellation),
            ChatEvent.Typed typed => await commands.AnswerAsync(chat, typed, cancellation),
            ChatEvent.HomeOpened or ChatEvent.LinkShared => await views.ShowAsync(connection, happened, cancellation),
            _ => null,
        };
        if (fault is not null)
        {
            logger.ChatNotAnswered(connection, fault.Message);
        }
    }
}
