using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Shares;

/// <summary>The requests of both arms over a period, to show with a verdict.</summary>
internal sealed class ShareTotals
{
    private Instant _from;
    private Instant _to;

    public long Candidate { get; private set; }

    public long All { get; private set; }

    public double Share => All == 0 ? 0 : (double)Candidate / All;

    public TimeSpan Time => _to - _from;

    public void Add(CountTick tick)
    {
        _from = All == 0 ? tick.From : _from;
        _to = tick.To;
        // Stops at the largest number there is: a broken source must not turn counts negative.
        All = Sum(All, Sum(tick.Candidate.Requests, tick.Baseline.Requests));
        Candidate = Sum(Candidate, tick.Candidate.Requests);
    }

    public void Clear() => (Candidate, All, _from, _to) = (0, 0, default, default);

    public void Pack(ref PackWriter writer)
    {
        writer.Whole(Candidate);
        writer.Whole(All);
        writer.Moment(_from);
        writer.Whole(_to.Microseconds - _from.Microseconds);
    }

    public void Unpack(ref PackReader reader)
    {
        (Candidate, All, _from) = (reader.Whole(), reader.Whole(), reader.Moment());
        _to = new Instant(_from.Microseconds + reader.Whole());
    }

    private static long Sum(long one, long other) => other > long.MaxValue - one ? long.MaxValue : one + other;
}
