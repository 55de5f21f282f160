namespace Rollouts.Domain.Plans.Checks;

/// <summary>The options of a comparison, by the names that people know from Kayenta.</summary>
public sealed record CompareRule
{
    /// <summary>With fewer values an arm, chance decides.</summary>
    public const int LeastPoints = 10;

    public CompareDirection Direction { get; init; } = CompareDirection.Either;

    /// <summary>How far the candidate may lie off, as a share of the baseline's level.</summary>
    public Proportion Tolerance { get; init; } = PlanDefaults.CompareTolerance;

    /// <summary>A failure of this check alone fails the whole comparison.</summary>
    public bool Critical { get; init; }

    /// <summary>The group it is scored in; null is a group of its own.</summary>
    public string? Group { get; init; }

    /// <summary>The weight of its group in the score, 0 to 100; null for an equal share of the rest.</summary>
    public int? GroupWeight { get; init; }
}
