namespace Rollouts.Domain.Analysis;

/// <summary>What every judge is told. The settings of a check stay the same for the whole rollout.</summary>
public abstract record JudgeSettings
{
    /// <summary>How long there may be nothing to judge before the standing says so.</summary>
    public TimeSpan NoDataAfter { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the source may fail before the standing says so.</summary>
    public TimeSpan SourceFailedAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after a shift nothing is judged, for numbers that start badly.</summary>
    public TimeSpan WarmUp { get; init; }
}
