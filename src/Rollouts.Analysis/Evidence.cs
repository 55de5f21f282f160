namespace Rollouts.Analysis;

/// <summary>
/// The reason for a judge's outcome, as data and as one sentence. It is written into the audit log, so it holds
/// observations, never configuration, and only finite numbers.
/// </summary>
public sealed record Evidence
{
    /// <summary>One plain sentence for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>Since when the check has its present outcome.</summary>
    public Instant? Since { get; init; }

    public ArmCount? Candidate { get; init; }

    public ArmCount? Baseline { get; init; }

    /// <summary>
    /// The evidence now, in the judge's own unit (nats for sequential judges, a score for a comparison).
    /// </summary>
    public double? Now { get; init; }

    /// <summary>The evidence that decides, in the same unit.</summary>
    public double? Needed { get; init; }

    /// <summary>The estimated excess of the candidate over the baseline, as a difference of rates.</summary>
    public double? Excess { get; init; }

    /// <summary>
    /// The lower bound of the ratio of the candidate's rate to the baseline's, at 95 % confidence; null if the evidence
    /// sets no such bound.
    /// </summary>
    public double? RatioLow { get; init; }

    /// <summary>The upper bound of the ratio.</summary>
    public double? RatioHigh { get; init; }

    /// <summary>
    /// The chance of so much evidence, at any look so far, from a candidate that is as good as tolerated.
    /// </summary>
    public double? Chance { get; init; }

    /// <summary>Which bucket edge, window or value decided.</summary>
    public string? DecidedBy { get; init; }

    public static Evidence Of(string sentence) => new() { Sentence = sentence };
}
