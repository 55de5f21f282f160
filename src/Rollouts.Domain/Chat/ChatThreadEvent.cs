namespace Rollouts.Domain.Chat;

/// <summary>An event of the message of a rollout in a chat system.</summary>
public abstract record ChatThreadEvent
{
    private ChatThreadEvent() { }

    /// <param name="Version">The version of the rollout that the message shows.</param>
    public sealed record Posted(string Channel, string Message, int Version) : ChatThreadEvent;

    /// <summary>The message shows a newer version of the rollout.</summary>
    public sealed record Edited(int Version) : ChatThreadEvent;

    /// <summary>The thread reports the events up to a version of the rollout.</summary>
    public sealed record Replied(int Version) : ChatThreadEvent;

    /// <summary>The message was deleted in the chat system.</summary>
    public sealed record Lost : ChatThreadEvent;
}
