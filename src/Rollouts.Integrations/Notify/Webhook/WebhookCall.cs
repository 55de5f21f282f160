namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>One request that is to be sent, signed.</summary>
/// <param name="Id">
/// The same for every repeat, so that whoever gets it twice can tell; printable ASCII without a dot.
/// </param>
/// <param name="Body">JSON.</param>
/// <param name="Values">What the placeholders of the address stand for.</param>
public sealed record WebhookCall(string Id, string Body, Func<string, string?> Values);
