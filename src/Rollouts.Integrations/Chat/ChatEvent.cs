namespace Rollouts.Integrations.Chat;

/// <summary>What a chat system brings in. Its signature was checked; what its sender may was not.</summary>
public abstract record ChatEvent
{
    private ChatEvent() { }

    /// <summary>The address is being set up: the text is sent back.</summary>
    public sealed record Challenge(string Text) : ChatEvent;

    /// <summary>A person pressed a button of a rollout's message.</summary>
    /// <param name="Key">The same for every delivery of the same press.</param>
    /// <param name="Trigger">Opens one dialog within three seconds.</param>
    public sealed record Press(
        ChatUser By,
        string Key,
        ChatAction Action,
        ChatSubject Subject,
        ChatPlace Place,
        string Trigger
    ) : ChatEvent;

    /// <summary>A person gave the reason that a rejection needs.</summary>
    public sealed record Rejection(ChatUser By, string Key, ChatSubject Subject, ChatPlace Place, string Reason)
        : ChatEvent;

    /// <summary>A person typed a command.</summary>
    /// <param name="ReplyTo">Where the answer goes, which only its sender sees.</param>
    public sealed record Typed(ChatUser By, string Key, string Text, Uri ReplyTo) : ChatEvent
    {
        /// <summary>
        /// When the command came in. A command names a service and no position: it is for the release and the step of
        /// that time. Null before the command is stored.
        /// </summary>
        public Instant? ReceivedAt { get; init; }
    }

    /// <summary>A person opened the page of the app.</summary>
    public sealed record HomeOpened(ChatUser By) : ChatEvent;

    /// <summary>A person has put links to the dashboard into a message.</summary>
    /// <param name="Links">As they stand in the message.</param>
    public sealed record LinkShared(ChatUser By, ChatPlace Place, ValueList<string> Links) : ChatEvent;

    /// <summary>Nothing that is acted on, such as a button that only leads to an address.</summary>
    public sealed record Nothing : ChatEvent;

    /// <summary>It is not what this build expects.</summary>
    public sealed record Unreadable(string Why) : ChatEvent;
}

/// <summary>What a button decides on: a rollout, as it was seen.</summary>
public sealed record ChatSubject(string Rollout, string Position);

/// <summary>Where a press happened.</summary>
/// <param name="Channel">Empty where it was in no channel.</param>
/// <param name="Message">The message, or the head of its thread; null if there is none.</param>
public sealed record ChatPlace(string Channel, string? Message);
