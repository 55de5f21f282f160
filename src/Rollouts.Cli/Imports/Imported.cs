using Rollouts.Cli.Imports.Drafts;

namespace Rollouts.Cli.Imports;

/// <summary>The result of a conversion: plans, and the differences from their manifests.</summary>
internal sealed record Imported(IReadOnlyList<PlanDraft> Plans, IReadOnlyList<Loss> Losses);
