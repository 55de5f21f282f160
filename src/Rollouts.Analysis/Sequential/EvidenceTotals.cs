using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The present evidence, and the counts to show with it: since the last shift, and since the evidence was last at zero,
/// which is the period with evidence against the candidate.
/// </summary>
internal sealed class EvidenceTotals
{
    /// <summary>With fewer ticks the steadiness of an arm is unknown.</summary>
    private const long LeastTicks = 3;

    /// <summary>Evidence from here on, short of a breach, keeps a candidate from being called healthy.</summary>
    public static readonly double Doubt = Math.Log(3);

    private readonly Totals _sinceShift = new();
    private readonly Totals _sinceRise = new();
    private long _ticks;

    /// <summary>The evidence now, in nats.</summary>
    public double Log { get; private set; }

    public double Peak { get; private set; }

    public long RequestsSinceShift => _sinceShift.CandidateRequests;

    /// <summary>The chance of so much evidence at any look so far, if the candidate is as good as tolerated.</summary>
    public double Chance => Math.Min(1, Math.Exp(-Peak));

    public PairedCounts SinceShift(int edge) => _sinceShift.Pair(edge);

    public bool MayBeHealthy(long leastRequests) =>
        _sinceShift.CandidateRequests >= leastRequests && _ticks >= LeastTicks && Log < Doubt;

    public Totals Shown(CheckOutcome standing) => Log > 0 || standing == CheckOutcome.Breach ? _sinceRise : _sinceShift;

    /// <summary>The evidence to report. For a breach it is the evidence at the time of the breach.</summary>
    public double Said(CheckOutcome standing) => standing == CheckOutcome.Breach ? Peak : Log;

    /// <param name="isHeldBack">Whether the tick is not in the evidence yet.</param>
    public void Follow(CountTick tick, double log, CheckOutcome standing, bool isHeldBack)
    {
        (Log, Peak) = (log, Math.Max(Peak, log));
        bool isRising = log > 0 || standing == CheckOutcome.Breach;
        if (!isRising)
        {
            _sinceRise.Clear();
        }

        if (isRising || isHeldBack)
        {
            _sinceRise.Add(tick.Candidate, tick.Baseline);
        }

        _sinceShift.Add(tick.Candidate, tick.Baseline);
        _ticks += tick.Candidate.Requests > 0 ? 1 : 0;
    }

    public void Shifted()
    {
        _sinceShift.Clear();
        _ticks = 0;
    }

    /// <summary>
    /// Discards the counts so far, which belong to an incident or to a breach that a person has overruled.
    /// </summary>
    public void ForgetEvidence()
    {
        _sinceRise.Clear();
        (Log, Peak) = (0, 0);
        Shifted();
    }

    public void Pack(ref PackWriter writer)
    {
        writer.Number(Log);
        writer.Number(Peak);
        writer.Whole(_ticks);
        _sinceShift.Pack(ref writer);
        _sinceRise.Pack(ref writer);
    }

    public void Unpack(ref PackReader reader)
    {
        (Log, Peak, _ticks) = (reader.Number(), reader.Number(), reader.Whole());
        _sinceShift.Unpack(ref reader);
        _sinceRise.Unpack(ref reader);
    }
}
