namespace Rollouts.Domain.Plans.Checks;

/// <summary>How many bad values a threshold forgives.</summary>
public abstract record Tolerance
{
    private Tolerance() { }

    /// <summary>
    /// Forgives <paramref name="Bad"/> bad values among the last <paramref name="Last"/>; the next one is the breach.
    /// </summary>
    public sealed record OfLast(int Bad, int Last) : Tolerance
    {
        public override string ToString() => $"{Bad} of {Last}";
    }

    /// <summary>
    /// Forgives <paramref name="Bad"/> bad values over the whole check; the next one is the breach. One value more than
    /// are forgiven must have been judged at a weight before the check is healthy there.
    /// </summary>
    public sealed record OfAll(int Bad) : Tolerance
    {
        public const int Most = 63;

        public override string ToString() => $"{Bad} over the whole check";
    }

    /// <summary>Forgives a run of <paramref name="Bad"/> bad values; the next one in a row is the breach.</summary>
    public sealed record InARow(int Bad) : Tolerance
    {
        public override string ToString() => $"{Bad} in a row";
    }
}
