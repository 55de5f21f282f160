using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat;

/// <summary>One connected chat system: what the engine needs of it, and nothing of how it is spoken to.</summary>
public interface IChatClient : IDisposable
{
    /// <summary>Posts the message of a rollout into a channel.</summary>
    Task<Answer<ChatMessageId>> PostAsync(string channel, ChatCard card, CancellationToken cancellation);
}
