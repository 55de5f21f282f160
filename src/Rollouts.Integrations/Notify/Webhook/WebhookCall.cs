namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>One signed request to send.</summary>
/// <param name="Id">
/// The same for every retry, so that the receiver can recognize duplicates; printable ASCII without a dot.
/// </param>
/// <param name="Body">JSON.</param>
/// <param name="Values">Returns the values for the placeholders of the address.</param>
public sealed record WebhookCall(string Id, string Body, Func<string, string?> Values);
