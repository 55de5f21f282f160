namespace Rollouts.Domain.Plans.Checks;

/// <summary>One service level that is watched while traffic moves.</summary>
public sealed record Check
{
    public required CheckName Name { get; init; }

    /// <summary>The metric source; null for the installation's default.</summary>
    public ConnectionName? Source { get; init; }

    public required Subject Subject { get; init; }

    public required Judge Judge { get; init; }

    /// <summary>The interval between evaluations. A slower source raises it to its own interval.</summary>
    public TimeSpan Every { get; init; } = PlanDefaults.CheckEvery;

    /// <summary>How long after a shift nothing is judged, for numbers that start badly (cold caches).</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Judged and shown, never acted on.</summary>
    public bool DryRun { get; init; }

    public BreachAction OnBreach { get; init; } = BreachAction.RollBack;

    public TroublePolicy OnNoData { get; init; } = PlanDefaults.OnNoData;

    public TroublePolicy OnSourceFailure { get; init; } = PlanDefaults.OnSourceFailure;

    /// <summary>The action when a verify times out; null leaves it to the verify.</summary>
    public TroubleAction? OnUndecided { get; init; }

    /// <summary>The first step in which it watches; null for the start of the course.</summary>
    public StepName? From { get; init; }

    /// <summary>The last step in which it watches; null for the end of the course.</summary>
    public StepName? Until { get; init; }

    public required PlanPath At { get; init; }

    /// <summary>
    /// Whether it judges the router and not the candidate. No step waits for its verdict, and no start for its answer.
    /// </summary>
    public bool IsOfRouter => Judge is Judge.Share;

    /// <summary>Whether it compares the candidate with the baseline, which requires traffic on both.</summary>
    public bool IsRelative => Judge is Judge.Compare or Judge.Sequential { Against: Reference.Baseline };
}
