namespace Rollouts.Analysis.Threshold;

/// <summary>How many bad values are forgiven among the last so many; one more is the breach.</summary>
public readonly record struct Forgiveness
{
    /// <summary>Outcomes are stored as bits of one number.</summary>
    public const int LongestWindow = 64;

    public Forgiveness(int bad, int last)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bad);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(last, bad);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, LongestWindow);
        (Bad, Last) = (bad, last);
    }

    public int Bad { get; }

    public int Last { get; }

    /// <summary>The first bad value is the breach.</summary>
    public static Forgiveness None { get; } = new(0, 1);

    /// <summary>Forgives a run of bad values; the next one in a row is the breach.</summary>
    public static Forgiveness InARow(int bad) => new(bad, bad + 1);
}
