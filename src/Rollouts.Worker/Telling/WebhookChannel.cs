using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Telling;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Telling;

/// <summary>Tells systems by signed requests. Whatever is answered but 2xx is no receipt.</summary>
public sealed class WebhookChannel(Webhooks webhooks) : IChannel
{
    public bool Sends(string channel) => Channels.AddressOf(channel) is not null;

    public async Task<Fault?> SendAsync(Message message, CancellationToken cancellation)
    {
        var address =
            Channels.AddressOf(message.Channel)
            ?? throw new ArgumentException($"'{message.Channel}' is nothing that is called.", nameof(message));
        if (!webhooks.Of(address).TryGet(out var peer, out var missing))
        {
            return Patient(missing);
        }

        var call = new WebhookCall(IdOf(message), message.Body, PlaceholdersOf(message));
        // Nobody reads what is said beside the status; whoever says it slowly is not waited for.
        var answer = await peer.PostAsync(call, mostBytes: 0, cancellation);
        return answer.TryGet(out _, out var fault) ? null : Patient(fault);
    }

    /// <summary>The same for every repeat of a message, and for no other.</summary>
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
    /// A receiver that is being deployed answers 404 for a while, and one whose secret is being changed 401: only
    /// who says that he is gone for good is believed at once.
    /// </summary>
    private static Fault Patient(Fault fault) =>
        fault.MayPass || fault.Kind == FaultKind.Gone ? fault : fault with { Kind = FaultKind.Broken };
}
