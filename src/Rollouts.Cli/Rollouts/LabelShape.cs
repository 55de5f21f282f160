namespace Rollouts.Cli.Rollouts;

/// <summary>The requests of both versions with one value of a label.</summary>
internal sealed record LabelShape(
    string Value,
    long Candidate = 0,
    long CandidateBad = 0,
    long Baseline = 0,
    long BaselineBad = 0
);
