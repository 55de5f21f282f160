using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>Socket Mode: the connections of the app, of which each delivery takes one.</summary>
internal sealed class SlackSockets
{
    /// <summary>Slack's own.</summary>
    private const int Most = 10;

    private const int MostBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<string, byte> _tickets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WebSocket> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject?>> _waiting = new(
        StringComparer.Ordinal
    );
    private int _next;
    private int _opened;

    public int Count => _open.Count;

    /// <summary>How many connections were ever opened.</summary>
    public int Opened => _opened;

    public string DrawTicket()
    {
        var ticket = Guid.NewGuid().ToString("N");
        _tickets[ticket] = 0;
        return ticket;
    }

    public bool Admits(string? ticket) => ticket is not null && _open.Count < Most && _tickets.TryRemove(ticket, out _);

    /// <summary>Holds a connection until it ends.</summary>
    public async Task HoldAsync(WebSocket socket, CancellationToken cancellation)
    {
        var id = Guid.NewGuid().ToString("N");
        var hello = new JsonObject
        {
            ["type"] = "hello",
            ["num_connections"] = _open.Count + 1,
            ["connection_info"] = new JsonObject { ["app_id"] = SlackSettings.AppId },
        };
        await SendAsync(socket, hello, cancellation);
        Interlocked.Increment(ref _opened);
        _open[id] = socket;
        try
        {
            while (await ReceiveAsync(socket, cancellation) is { } frame)
            {
                if (
                    frame["envelope_id"]?.GetValue<string>() is { } envelope
                    && _waiting.TryRemove(envelope, out var waiting)
                )
                {
                    waiting.TrySetResult(frame["payload"] as JsonObject);
                }
            }
        }
        catch (WebSocketException)
        {
            // The app went away without a word, as processes do.
        }
        finally
        {
            _open.TryRemove(id, out _);
        }
    }

    /// <summary>Sends one delivery through one of the connections, and waits for its acknowledgement.</summary>
    /// <returns>The payload of the acknowledgement; null if none came in time.</returns>
    public async Task<JsonObject?> DeliverAsync(
        string kind,
        JsonObject payload,
        string envelope,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var connections = _open.Values.ToArray();
        if (connections.Length == 0)
        {
            return null;
        }

        var acknowledged = new TaskCompletionSource<JsonObject?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[envelope] = acknowledged;
        var frame = new JsonObject
        {
            ["envelope_id"] = envelope,
            ["type"] = kind,
            ["payload"] = payload.DeepClone(),
            ["accepts_response_payload"] = true,
        };
        try
        {
            var chosen = connections[(uint)Interlocked.Increment(ref _next) % connections.Length];
            await SendAsync(chosen, frame, cancellation);
            return await acknowledged.Task.WaitAsync(patience, cancellation) ?? [];
        }
        catch (Exception exception) when (exception is TimeoutException or WebSocketException)
        {
            return null;
        }
        finally
        {
            _waiting.TryRemove(envelope, out _);
        }
    }

    /// <summary>Asks all connections to be opened anew, as Slack does every few hours.</summary>
    public async Task RefreshAsync(string reason, CancellationToken cancellation)
    {
        foreach (var socket in _open.Values)
        {
            var frame = new JsonObject { ["type"] = "disconnect", ["reason"] = reason };
            try
            {
                await SendAsync(socket, frame, cancellation);
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, reason, cancellation);
            }
            catch (WebSocketException)
            {
                // The app has closed it already, as it was asked to.
            }
        }
    }

    private static async Task SendAsync(WebSocket socket, JsonObject frame, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(frame.ToJsonString());
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    private static async Task<JsonObject?> ReceiveAsync(WebSocket socket, CancellationToken cancellation)
    {
        var room = new byte[MostBytes];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(room.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(room.AsSpan(0, length)) as JsonObject ?? [];
            }
        }
    }
}
