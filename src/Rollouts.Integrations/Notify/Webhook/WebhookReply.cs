namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>What came back with a status of 200 to 299.</summary>
/// <param name="Body">What was read of the answer.</param>
/// <param name="RetryAfter">How long it asked to be left alone; null where it said nothing.</param>
public sealed record WebhookReply(int Status, string Body, TimeSpan? RetryAfter);
