using System.Globalization;

namespace Rollouts.Primitives;

/// <summary>A share of traffic in basis points: 0 (none) to 10,000 (all).</summary>
public readonly record struct Weight : IComparable<Weight>
{
    public const int All = 10_000;

    public Weight(int basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(basisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(basisPoints, All);
        BasisPoints = basisPoints;
    }

    public int BasisPoints { get; }

    public static Weight Zero { get; } = new(0);

    public static Weight Full { get; } = new(All);

    /// <summary>The weight that remains for the other side.</summary>
    public Weight Rest => new(All - BasisPoints);

    /// <summary>The share of a part in a whole, to the nearest basis point.</summary>
    public static Weight Share(long part, long whole) => new((int)Math.Round((double)part * All / whole));

    public static Weight Percent(int percent) => new(percent * 100);

    public int CompareTo(Weight other) => BasisPoints.CompareTo(other.BasisPoints);

    public override string ToString() => (BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    public static bool operator <(Weight left, Weight right) => left.CompareTo(right) < 0;

    public static bool operator >(Weight left, Weight right) => left.CompareTo(right) > 0;

    public static bool operator <=(Weight left, Weight right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Weight left, Weight right) => left.CompareTo(right) >= 0;
}
