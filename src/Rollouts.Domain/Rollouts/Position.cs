namespace Rollouts.Domain.Rollouts;

/// <summary>
/// The progress of a rollout: the wave, the step, and how often a person has resumed this step. A command names the
/// position that it was decided on, so that two clicks never move two steps.
/// </summary>
public readonly record struct Position(int Wave, int Step, int Visit) : IComparable<Position>
{
    public static Position Start => default;

    public int CompareTo(Position other) =>
        Wave != other.Wave ? Wave.CompareTo(other.Wave)
        : Step != other.Step ? Step.CompareTo(other.Step)
        : Visit.CompareTo(other.Visit);

    public override string ToString() => $"{Wave}.{Step}.{Visit}";

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;
}
