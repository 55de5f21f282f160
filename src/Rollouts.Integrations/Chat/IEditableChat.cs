using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat;

/// <summary>
/// A chat system whose messages are changed in place. In all others a rollout gets a further message when it needs a
/// person, and at its end.
/// </summary>
public interface IEditableChat : IChatClient
{
    /// <summary>
    /// Changes a message in place. The fault is <see cref="FaultKind.Gone"/> if the message does not exist any more.
    /// </summary>
    Task<Fault?> UpdateAsync(ChatMessageId message, ChatCard card, CancellationToken cancellation);

    /// <summary>Adds lines to the thread of a message.</summary>
    Task<Fault?> ReplyAsync(ChatMessageId message, ChatReply reply, CancellationToken cancellation);

    /// <summary>Posts, or changes in place, the one message that stands for many rollouts.</summary>
    /// <param name="message">Null to post it.</param>
    Task<Answer<ChatMessageId>> PutDigestAsync(
        string channel,
        ChatMessageId? message,
        ChatDigest digest,
        CancellationToken cancellation
    );
}
