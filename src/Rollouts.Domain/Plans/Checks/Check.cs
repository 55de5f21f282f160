namespace Rollouts.Domain.Plans.Checks;

/// <summary>One service level that is watched while traffic moves.</summary>
public sealed record Check
{
    public required CheckName Name { get; init; }

    /// <summary>The metric source; null stands for the installation's default.</summary>
    public ConnectionName? Source { get; init; }

    public required Subject Subject { get; init; }

    public required Judge Judge { get; init; }

    /// <summary>How often it is looked at; raised to the source's own pace where that is slower.</summary>
    public TimeSpan Every { get; init; } = PlanDefaults.CheckEvery;

    /// <summary>How long after a shift nothing is judged, for numbers that start badly (cold caches).</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Judged and shown, never acted on.</summary>
    public bool DryRun { get; init; }

    public BreachAction OnBreach { get; init; } = BreachAction.RollBack;

    public TroublePolicy OnNoData { get; init; } = PlanDefaults.OnNoData;

    public TroublePolicy OnSourceFailure { get; init; } = PlanDefaults.OnSourceFailure;

    /// <summary>What to do when a verify runs out of time; null leaves it to the verify.</summary>
    public TroubleAction? OnUndecided { get; init; }

    public required PlanPath At { get; init; }

    /// <summary>Compares the candidate with the baseline, so it rests where only one of them has traffic.</summary>
    public bool IsRelative => Judge is Judge.Compare or Judge.Sequential { Against: Reference.Baseline };
}
