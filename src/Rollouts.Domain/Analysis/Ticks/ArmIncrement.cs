namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>
/// What one arm served in one tick, each request counted once: how many in all, and how many of them were bad. A
/// latency check may look at up to three edges of one histogram; then the bad ones are those slower than each edge.
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
