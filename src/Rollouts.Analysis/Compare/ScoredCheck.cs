namespace Rollouts.Analysis.Compare;

/// <summary>A comparison as it goes into a score.</summary>
/// <param name="Groups">The groups it counts in.</param>
/// <param name="Muted">Classified and shown, and left out of the score.</param>
public sealed record ScoredCheck(
    string Name,
    Classification Classification,
    ValueList<string> Groups,
    bool IsCritical = false,
    bool Muted = false
);
