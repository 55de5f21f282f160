namespace Rollouts.Analysis;

/// <summary>The settings of every judge. They stay the same for the whole rollout.</summary>
public abstract record JudgeSettings
{
    /// <summary>How long data may be missing before the outcome becomes <see cref="CheckOutcome.NoData"/>.</summary>
    public TimeSpan NoDataAfter { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How long the source may fail before the outcome becomes <see cref="CheckOutcome.SourceFailed"/>.
    /// </summary>
    public TimeSpan SourceFailedAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after a shift nothing is judged, for numbers that start badly.</summary>
    public TimeSpan WarmUp { get; init; }
}
