namespace Rollouts.Integrations.Chat;

/// <summary>The identity of a message in a chat system.</summary>
/// <param name="Channel">The name that the system itself has for the channel; a plan may use another one.</param>
/// <param name="Id">Unique within the channel. Slack calls it <c>ts</c>.</param>
public sealed record ChatMessageId(string Channel, string Id);
