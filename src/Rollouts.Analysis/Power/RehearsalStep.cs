namespace Rollouts.Analysis.Power;

/// <summary>One step of a plan, reduced to its traffic and its judging.</summary>
public sealed record RehearsalStep
{
    /// <summary>The candidate's share of the traffic.</summary>
    public required Weight Weight { get; init; }

    /// <summary>The minimum length of the step.</summary>
    public required TimeSpan AtLeast { get; init; }

    /// <summary>
    /// The maximum wait for a healthy outcome. A plain hold does not wait, so its minimum and maximum are the same.
    /// </summary>
    public required TimeSpan AtMost { get; init; }

    /// <summary>The number of requests that the candidate must have served to be found healthy.</summary>
    public long Requests { get; init; } = Shift.UsualRequests;

    /// <summary>The excess of bad requests that must be ruled out; null asks for no proof.</summary>
    public double? Prove { get; init; }

    public StepEnd Otherwise { get; init; } = StepEnd.Hold;

    /// <summary>A plain hold at this weight.</summary>
    public static RehearsalStep Hold(Weight weight, TimeSpan length) =>
        new()
        {
            Weight = weight,
            AtLeast = length,
            AtMost = length,
            Otherwise = StepEnd.Advance,
        };

    internal bool WaitsForHealth => AtMost > AtLeast || Otherwise != StepEnd.Advance;

    internal double Share => (double)Weight.BasisPoints / Weight.All;
}
