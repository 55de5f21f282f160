namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>A notification for people.</summary>
/// <param name="Key">Unique within the rollout, so that no notification is sent twice.</param>
public sealed record Notification(string Key, NotificationKind Kind, string Text);
