namespace Rollouts.Analysis.Power;

/// <summary>The predicted behavior of a plan, failure by failure.</summary>
public sealed record RehearsalReport
{
    public required ValueList<Assessment> Failures { get; init; }

    public required HealthyAssessment Healthy { get; init; }

    /// <summary>
    /// The smallest multiple of the baseline's failures that is found in four runs of five; null for none.
    /// </summary>
    public double? SmallestRatio { get; init; }

    /// <summary>How routers that misroute are found, by weight; empty if the share is not judged.</summary>
    public ValueList<ShareAssessment> Shares { get; init; } = [];

    /// <summary>Steps, counted from 0, that find hardly any failure that earlier steps did not find.</summary>
    public required ValueList<int> IdleSteps { get; init; }

    /// <summary>The simulated tick. It is longer than the plan's for a plan that may last for days.</summary>
    public required TimeSpan Tick { get; init; }

    public required int Paths { get; init; }

    public required ulong Seed { get; init; }
}
