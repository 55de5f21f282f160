namespace Rollouts.Domain.Analysis.Power;

/// <summary>One step of a plan, as far as traffic and judges go.</summary>
public sealed record RehearsalStep
{
    /// <summary>The candidate's share of the traffic.</summary>
    public required Weight Weight { get; init; }

    /// <summary>How long it stays at least.</summary>
    public required TimeSpan AtLeast { get; init; }

    /// <summary>
    /// How long it waits at most to be found healthy; a plain hold waits for nobody and has both the same.
    /// </summary>
    public required TimeSpan AtMost { get; init; }

    /// <summary>How many requests the candidate must have served to be found healthy.</summary>
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
