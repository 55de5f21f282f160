using Rollouts.Cli.Replays;

namespace Rollouts.Cli.Imports;

/// <summary>The output of an import.</summary>
internal sealed record ImportShape(
    IReadOnlyList<ImportedPlan> Plans,
    IReadOnlyList<Loss> Losses,
    IReadOnlyList<ReplayShape>? Counterfactual = null
);

/// <summary>One plan of an import.</summary>
internal sealed record ImportedPlan(string Service, string Environment, string Plan, IReadOnlyList<string> Problems);
