namespace Rollouts.Analysis.Ticks;

/// <summary>
/// The requests of one arm in one tick, each counted once: the total, and the bad ones. A latency check may use up to
/// three edges of one histogram; the bad requests are then those slower than each edge.
/// </summary>
public readonly record struct ArmIncrement
{
    public const int MostEdges = 3;

    public ArmIncrement(long requests, long bad, long badAtSecond = 0, long badAtThird = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requests);
        CheckBad(bad, requests, nameof(bad));
        CheckBad(badAtSecond, requests, nameof(badAtSecond));
        CheckBad(badAtThird, requests, nameof(badAtThird));
        (Requests, Bad, BadAtSecond, BadAtThird) = (requests, bad, badAtSecond, badAtThird);
    }

    public long Requests { get; }

    public long Bad { get; }

    public long BadAtSecond { get; }

    public long BadAtThird { get; }

    public long BadAt(int edge) =>
        edge switch
        {
            0 => Bad,
            1 => BadAtSecond,
            2 => BadAtThird,
            _ => throw new ArgumentOutOfRangeException(nameof(edge)),
        };

    private static void CheckBad(long bad, long requests, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bad, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bad, requests, name);
    }
}
