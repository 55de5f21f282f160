namespace Rollouts.Cli.Rollouts;

/// <summary>The requests of both versions in one interval, or their values for checks of a value.</summary>
internal sealed record SampleShape(
    long Number,
    DateTimeOffset From,
    DateTimeOffset To,
    long Candidate = 0,
    long CandidateBad = 0,
    long Baseline = 0,
    long BaselineBad = 0,
    double? CandidateValue = null,
    double? BaselineValue = null,
    IReadOnlyList<LabelShape>? Labels = null
);
