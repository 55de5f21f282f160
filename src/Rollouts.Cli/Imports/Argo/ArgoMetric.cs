using Rollouts.Cli.Imports.Drafts;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>The result of the conversion of a metric.</summary>
/// <param name="Check">A check; null if the metric became a gate.</param>
/// <param name="Gate">The gate's hook; null if the metric became a check.</param>
/// <param name="Lasts">The duration of its measurements in Argo; null if they have no end.</param>
internal sealed record ArgoMetric(CheckDraft? Check, string? Gate, TimeSpan? Lasts);
