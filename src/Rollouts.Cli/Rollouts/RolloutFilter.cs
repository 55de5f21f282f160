namespace Rollouts.Cli.Rollouts;

/// <summary>Selects rollouts; null selects all.</summary>
internal sealed record RolloutFilter(
    string? Service = null,
    string? Environment = null,
    string? Status = null,
    string? Owner = null,
    string? Text = null,
    bool? Live = null
);
