namespace Rollouts.Analysis.Sequential;

/// <summary>How a check holds the candidate against a fixed limit, tick by tick and without a second arm.</summary>
public sealed record LimitSettings : SequentialSettings
{
    /// <summary>The share of bad requests that is still acceptable, above 0 and below 1.</summary>
    public required double Limit { get; init; }

    /// <summary>
    /// The edge of the histogram whose slower requests are bad, in words ("500ms"); null counts failures.
    /// </summary>
    public string? Edge { get; init; }
}
