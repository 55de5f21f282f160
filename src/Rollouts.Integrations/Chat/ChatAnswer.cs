namespace Rollouts.Integrations.Chat;

/// <summary>The answer to a typed command. Its sender sees it and no other.</summary>
/// <param name="Text">One or more lines without markup.</param>
public sealed record ChatAnswer(string Text)
{
    /// <summary>Rollouts, one line each.</summary>
    public ValueList<ChatDigestRow> Rows { get; init; } = [];

    /// <summary>A rollout with its buttons.</summary>
    public ChatCard? Card { get; init; }

    public DashboardLink? Link { get; init; }
}
