namespace Rollouts.Domain.Chat;

/// <summary>What can happen to the inbox of a connected chat system.</summary>
public abstract record ChatInboxEvent
{
    private ChatInboxEvent() { }

    /// <summary>A decision came in, and is acknowledged after this was written.</summary>
    /// <param name="Content">What came in, as JSON.</param>
    public sealed record Received(string Key, string Content) : ChatInboxEvent;

    /// <summary>It was worked on. What became of it is recorded where it took effect, or was refused.</summary>
    public sealed record Finished(string Key) : ChatInboxEvent;
}
