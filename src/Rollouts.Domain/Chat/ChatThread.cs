namespace Rollouts.Domain.Chat;

/// <summary>
/// The message of one rollout in one channel of a chat system. Its identifier is stored, so that a restarted process
/// edits the message instead of posting it again. Its content is stored, because persons decide on it.
/// </summary>
public sealed record ChatThread
{
    /// <summary>The channel as the system calls it; null before the message was posted.</summary>
    public string? Channel { get; init; }

    /// <summary>The message within the channel; null before it was posted, and after it was deleted there.</summary>
    public string? Message { get; init; }

    /// <summary>The version of the rollout that the message shows.</summary>
    public int Shown { get; init; }

    /// <summary>The version of the rollout up to which the thread reports events.</summary>
    public int Told { get; init; }

    public ChatThread Evolve(ChatThreadEvent happened) =>
        happened switch
        {
            ChatThreadEvent.Posted posted => this with
            {
                Channel = posted.Channel,
                Message = posted.Message,
                Shown = posted.Version,
                Told = posted.Version,
            },
            ChatThreadEvent.Edited edited => this with { Shown = edited.Version },
            ChatThreadEvent.Replied replied => this with { Told = replied.Version },
            ChatThreadEvent.Lost => this with { Message = null },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
