using System.Text.Json.Serialization;

namespace Rollouts.Cli.Rollouts;

/// <summary>
/// The evidence of a rollout in one file: its records with their hashes, and the counts of its checks.
/// </summary>
/// <param name="Format">The version of this shape.</param>
internal sealed record EvidenceBundle(
    string Format,
    RolloutShape Rollout,
    IReadOnlyList<RecordShape> Records,
    IReadOnlyList<EvidenceSeries> Series
)
{
    public const string Version1 = "rollouts.evidence/v1";
}

/// <summary>The samples of one check on one target.</summary>
internal sealed record EvidenceSeries(string Check, string? Target, IReadOnlyList<SampleShape> Samples)
{
    [JsonIgnore]
    public bool HoldsValues => Samples.Any(sample => sample.CandidateValue is not null);
}
