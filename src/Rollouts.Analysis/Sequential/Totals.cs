using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>The counts of both arms over a period.</summary>
internal sealed class Totals
{
    private const int Stride = 1 + ArmIncrement.MostEdges;

    private readonly long[] _counts = new long[2 * Stride];

    public long CandidateRequests => _counts[0];

    public void Add(ArmIncrement candidate, ArmIncrement baseline)
    {
        AddArm(0, candidate);
        AddArm(Stride, baseline);
    }

    public void Clear() => Array.Clear(_counts);

    public PairedCounts Pair(int edge) =>
        new(_counts[0], _counts[1 + edge], _counts[Stride], _counts[Stride + 1 + edge]);

    public ArmCount Candidate(int edge, double alpha) => Count(0, edge, alpha);

    public ArmCount Baseline(int edge, double alpha) => Count(Stride, edge, alpha);

    public void Pack(ref PackWriter writer)
    {
        foreach (long count in _counts)
        {
            writer.Whole(count);
        }
    }

    public void Unpack(ref PackReader reader)
    {
        foreach (ref long count in _counts.AsSpan())
        {
            count = reader.Whole();
        }
    }

    private void AddArm(int at, ArmIncrement arm)
    {
        Add(at, arm.Requests);
        for (int edge = 0; edge < ArmIncrement.MostEdges; edge++)
        {
            Add(at + 1 + edge, arm.BadAt(edge));
        }
    }

    /// <summary>Stops at the largest number there is: a broken source must not turn counts negative.</summary>
    private void Add(int at, long count) =>
        _counts[at] = count > long.MaxValue - _counts[at] ? long.MaxValue : _counts[at] + count;

    private ArmCount Count(int at, int edge, double alpha)
    {
        long requests = _counts[at];
        long bad = _counts[at + 1 + edge];
        Interval rate = RateInterval.Of(bad, requests, alpha);
        return new ArmCount(requests, bad, rate.Low, rate.High);
    }
}
