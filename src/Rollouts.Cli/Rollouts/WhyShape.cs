namespace Rollouts.Cli.Rollouts;

/// <summary>The explanation of a rollout's current state.</summary>
internal sealed record WhyShape(string Summary, IReadOnlyList<string> Because, string? Deadline);
