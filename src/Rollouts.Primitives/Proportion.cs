using System.Globalization;

namespace Rollouts.Primitives;

/// <summary>
/// A percentage that is not a traffic weight: an objective, a margin, a chance. Exact, so that 99.95 % is
/// shown as it was written; 0 to 1.
/// </summary>
public readonly record struct Proportion : IComparable<Proportion>
{
    public Proportion(decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1m);
        Value = value;
    }

    public decimal Value { get; }

    /// <summary>The share that is left: of an objective, its error budget.</summary>
    public Proportion Rest => new(1m - Value);

    public static Proportion Percent(decimal percent) => new(percent / 100m);

    public int CompareTo(Proportion other) => Value.CompareTo(other.Value);

    public override string ToString() => (Value * 100m).ToString("0.##########", CultureInfo.InvariantCulture) + "%";

    public static bool operator <(Proportion left, Proportion right) => left.CompareTo(right) < 0;

    public static bool operator >(Proportion left, Proportion right) => left.CompareTo(right) > 0;

    public static bool operator <=(Proportion left, Proportion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Proportion left, Proportion right) => left.CompareTo(right) >= 0;
}
