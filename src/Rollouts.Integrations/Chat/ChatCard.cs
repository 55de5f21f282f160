namespace Rollouts.Integrations.Chat;

/// <summary>
/// The message of one rollout, in no system's markup. All texts are plain: the chat system escapes them.
/// </summary>
public sealed record ChatCard
{
    public required RolloutId Rollout { get; init; }

    /// <summary>The version of the rollout that is shown.</summary>
    public int Version { get; init; }

    /// <summary>The position that a button decides on.</summary>
    public required string Position { get; init; }

    /// <summary>Service, version and environment.</summary>
    public required string Title { get; init; }

    /// <summary>Where the rollout is, in one sentence.</summary>
    public required string Status { get; init; }

    public required ChatTone Tone { get; init; }

    /// <summary>The share of the new version; null if no traffic was asked for yet.</summary>
    public Weight? Share { get; init; }

    /// <summary>The verdicts of the checks with their figures, one line each.</summary>
    public ValueList<string> Evidence { get; init; } = [];

    /// <summary>
    /// What a person who decides must know: the side of the point of no return, and approvals that were given ahead.
    /// </summary>
    public ValueList<string> Notes { get; init; } = [];

    public ChatApproval? Approval { get; init; }

    /// <summary>When the present wait ends by itself; null if it does not.</summary>
    public ChatDeadline? Deadline { get; init; }

    /// <summary>The decisions that persons have made, in the order in which they made them.</summary>
    public ValueList<string> Decisions { get; init; } = [];

    /// <summary>The buttons. Empty after the end, and where decisions are made in the dashboard alone.</summary>
    public ValueList<ChatAction> Actions { get; init; } = [];

    /// <summary>Where the dashboard shows the rollout, below the address of the dashboard.</summary>
    public required string Path { get; init; }
}

/// <summary>How far an approval is.</summary>
/// <param name="From">The groups that are asked.</param>
/// <param name="Given">Who approved, in order.</param>
public sealed record ChatApproval(ValueList<GroupName> From, int Needed, ValueList<string> Given);

/// <summary>When a wait ends by itself, and what happens then.</summary>
public sealed record ChatDeadline(Instant At, string Then);
