using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>One connection of Socket Mode. The payloads are those of the requests.</summary>
internal sealed class SlackSocket(WebSocket socket) : IChatSocket
{
    /// <summary>A connection that does not answer for so long is dead.</summary>
    public static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);

    /// <summary>Slack's own frames are far smaller.</summary>
    private const int MostBytes = 1024 * 1024;

    public async Task<ChatDelivery?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            while (await FrameAsync(cancellation).ConfigureAwait(false) is { } frame)
            {
                if (SlackJson.Text(frame, "type") == "disconnect")
                {
                    return null;
                }

                if (SlackJson.Text(frame, "envelope_id") is { Length: > 0 } id)
                {
                    return new ChatDelivery(id, Read(frame));
                }
            }
        }
        // The other side went away, or sent what is no frame of Slack.
        catch (Exception exception)
            when (exception is WebSocketException or IOException or JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }

    public async Task AcknowledgeAsync(ChatDelivery delivery, CancellationToken cancellation)
    {
        var frame = new JsonObject { ["envelope_id"] = delivery.Id };
        try
        {
            await socket
                .SendAsync(
                    Encoding.UTF8.GetBytes(frame.ToJsonString()),
                    WebSocketMessageType.Text,
                    endOfMessage: true,
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidOperationException)
        {
            // Slack delivers it once more through another connection, where its id is known.
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var end = new CancellationTokenSource(LongestGoodbye);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket
                    .CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, end.Token)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The other side was quicker, or does not answer.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private static ChatEvent Read(JsonObject frame)
    {
        var payload = SlackJson.Object(frame, "payload") ?? [];
        try
        {
            return SlackJson.Text(frame, "type") switch
            {
                "interactive" => SlackRequests.OfInteraction(payload),
                "events_api" => SlackRequests.OfEvent(payload),
                "slash_commands" => SlackRequests.OfCommand(
                    payload
                        .Where(pair => SlackJson.Text(pair.Value) is not null)
                        .ToDictionary(pair => pair.Key, pair => SlackJson.Text(pair.Value)!, StringComparer.Ordinal)
                ),
                _ => new ChatEvent.Nothing(),
            };
        }
        // As with requests: a text that JSON can write and no text can hold, and a key that stands twice.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return new ChatEvent.Unreadable("it cannot be read");
        }
    }

    /// <summary>Null at the end of the connection.</summary>
    private async Task<JsonObject?> FrameAsync(CancellationToken cancellation)
    {
        using var frame = new MemoryStream();
        var room = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(room.AsMemory(), cancellation).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close || frame.Length + part.Count > MostBytes)
            {
                return null;
            }

            frame.Write(room, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(frame.ToArray()) as JsonObject ?? [];
            }
        }
    }
}
