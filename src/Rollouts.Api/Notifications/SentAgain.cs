namespace Rollouts.Api.Notifications;

/// <summary>A message that will be sent again.</summary>
internal sealed record SentAgain(long Number);
