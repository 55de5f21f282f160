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
    /// <summary>Put together by this program, of a rollout that has not ended.</summary>
    public const string Version1 = "rollouts.evidence/v1";

    /// <summary>Sealed by the server at the end of the rollout.</summary>
    public const string Version2 = "rollouts.evidence/v2";

    [JsonIgnore]
    public bool IsSealed => Format == Version2;
}

/// <summary>The samples of one check on one target.</summary>
internal sealed record EvidenceSeries(string Check, string? Target, IReadOnlyList<SampleShape> Samples)
{
    /// <summary>The packed inputs of the judge, page by page, in base64.</summary>
    public IReadOnlyList<string>? Journal { get; init; }

    /// <summary>The packed state of the judge at the end, in base64.</summary>
    public string? State { get; init; }

    [JsonIgnore]
    public bool HoldsValues => Samples.Any(sample => sample.CandidateValue is not null);
}
