namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>An answer with a status of 200 to 299.</summary>
/// <param name="Body">The part of the answer that was read.</param>
/// <param name="RetryAfter">The delay that the receiver asked for; null if it asked for none.</param>
public sealed record WebhookReply(int Status, string Body, TimeSpan? RetryAfter);
