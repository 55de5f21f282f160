using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rollouts.Engine.Messages;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Notifications;

/// <summary>Notifies systems by signed requests. Only a 2xx response is a receipt.</summary>
public sealed class WebhookChannel(Webhooks webhooks) : INotificationChannel
{
    public bool Sends(string channel) => NotificationChannels.AddressOf(channel) is not null;

    public async Task<Fault?> SendAsync(Message message, CancellationToken cancellation)
    {
        var address =
            NotificationChannels.AddressOf(message.Channel)
            ?? throw new ArgumentException($"'{message.Channel}' is nothing that is called.", nameof(message));
        if (!webhooks.Of(address).TryGet(out var peer, out var missing))
        {
            return Patient(missing);
        }

        var call = new WebhookCall(IdOf(message), message.Body, PlaceholdersOf(message));
        // The body of the response is not read, so that a slow body delays nothing.
        var answer = await peer.PostAsync(call, mostBytes: 0, cancellation);
        return answer.TryGet(out _, out var fault) ? null : Patient(fault);
    }

    /// <summary>The same for every repeat of a message, and different for every other message.</summary>
    internal static string IdOf(Message message)
    {
        var name = $"{message.Stream.Text}\n{message.Channel}\n{message.Key}";
        return "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(..16));
    }

    private static Func<string, string?> PlaceholdersOf(Message message)
    {
        var body = JsonNode.Parse(message.Body) as JsonObject;
        return Placeholders.Of(Text(body, "service"), Text(body, "environment"), Text(body, "version"));
    }

    private static string? Text(JsonObject? body, string key) => body?[key]?.GetValue<string>();

    /// <summary>
    /// A receiver answers 404 for a while during its deployment, and 401 during a change of its secret. Only an answer
    /// that says that the receiver is gone for good is final at once.
    /// </summary>
    private static Fault Patient(Fault fault) =>
        fault.MayPass || fault.Kind == FaultKind.Gone ? fault : fault with { Kind = FaultKind.Broken };
}
