namespace Rollouts.Domain.Freezes;

/// <summary>A local time without a time zone. Together with a zone it denotes an instant.</summary>
public readonly record struct LocalMoment(DateOnly Date, TimeOnly Time) : IComparable<LocalMoment>
{
    public int CompareTo(LocalMoment other) =>
        Date == other.Date ? Time.CompareTo(other.Time) : Date.CompareTo(other.Date);

    public override string ToString() => $"{Date:yyyy-MM-dd}T{Time:HH:mm}";

    public static bool operator <(LocalMoment left, LocalMoment right) => left.CompareTo(right) < 0;

    public static bool operator >(LocalMoment left, LocalMoment right) => left.CompareTo(right) > 0;

    public static bool operator <=(LocalMoment left, LocalMoment right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LocalMoment left, LocalMoment right) => left.CompareTo(right) >= 0;
}
