namespace Rollouts.Cli.Rollouts;

/// <summary>A part of the list of rollouts, and the cursor of the next part.</summary>
internal sealed record RolloutPage(IReadOnlyList<RolloutRow> Rollouts, string? Cursor);

/// <summary>A rollout in a list.</summary>
internal sealed record RolloutRow(
    string Id,
    string Service,
    string Environment,
    string Version,
    string? Owner,
    string Status,
    string Summary,
    string OpenedAt,
    string? EndedAt
);
