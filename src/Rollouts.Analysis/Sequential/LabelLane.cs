using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The evidence of one value of a label: one vote a tick. Single bad requests do not count, because their weight rests
/// on how large bursts are, and that is measured of all requests: the bursts of one value are lost among them. A vote
/// holds for bursts of any size. The numbers have half the width, because there are many of them.
/// </summary>
/// <param name="settings">Those of the check, with the vote as the form of evidence.</param>
internal sealed class LabelLane(string value, RelativeSettings settings)
{
    /// <summary>Bytes that one lane takes at most: its text, bets, windows, counts and held ticks.</summary>
    public const int PackedAtMost = LabelValues.Longest + 900;

    /// <summary>A vote does not depend on the size of bursts.</summary>
    private const double AnyBursts = 1;

    private readonly RelativeEvidence _breach = new(settings);
    private readonly ExcessWindows _excess = new(edges: 1);
    private readonly AdjacentTicks _neighbours = new();
    private readonly Totals _sinceRise = new();

    /// <summary>Ticks that are judged and have not laid their stakes, because nothing would come of them.</summary>
    private long _idle;

    public string Value { get; } = value;

    /// <summary>The evidence in nats.</summary>
    public double Log { get; private set; }

    public Totals Shown => _sinceRise;

    /// <summary>
    /// Whether the newest tick is plainly too bad. It waits for its neighbor, and one vote of one value of many is too
    /// little to raise a doubt, even if all of its requests fail.
    /// </summary>
    public bool IsVisiblyWorse { get; private set; }

    public double Excess(out string window) => _excess.Largest(edge: 0, out window);

    public void Pass(CountTick tick, in LabelIncrement label)
    {
        _neighbours.Pass(tick.To, label.Baseline);
        IsVisiblyWorse = false;
    }

    public void Judge(CountTick tick, in LabelIncrement label, bool isBroken)
    {
        _excess.MoveTo(tick.To);
        var pair = PairedCounts.Of(label.Candidate, label.Baseline);
        if (pair.HasBothArms)
        {
            _excess.Add(edge: 0, pair);
        }

        IsVisiblyWorse = PlainCounts.ExceedBaseline(pair, settings.ToleratedRatio, settings.LeastExcess);
        _excess.RoundToNarrow();
        if (settings.ArmsAligned)
        {
            Bet(new AdjacentTick(label.Candidate, null, label.Baseline, null));
        }
        else if (_neighbours.Next(tick.From, tick.To, label.Candidate, label.Baseline) is { } whole)
        {
            Bet(whole);
        }

        if (Log <= 0 && !isBroken)
        {
            _sinceRise.Clear();
        }

        // The newest tick waits for its neighbor and is in no evidence yet.
        if (Log > 0 || isBroken || !settings.ArmsAligned)
        {
            _sinceRise.Add(label.Candidate, label.Baseline);
        }
    }

    /// <summary>Most ticks of most values have no bad request, so their stakes wait for one that has.</summary>
    private void Bet(in AdjacentTick tick)
    {
        if (!RelativeEvidence.IsTelling(tick))
        {
            _idle++;
            return;
        }

        _breach.LayStakes(_idle);
        _idle = 0;
        _breach.Judge(tick, AnyBursts);
        Narrowing.Down(_breach.Logs);
        Log = _breach.Weigh(out _);
    }

    public void ClearNeighbours() => _neighbours.Clear();

    public void Pack(ref PackWriter writer)
    {
        writer.Plain(Value);
        writer.Whole(_breach.Judged);
        writer.Whole(_idle);
        writer.Number(Log);
        writer.Flag(IsVisiblyWorse);
        writer.Numbers(_breach.Logs, narrow: true);
        _excess.Pack(ref writer, narrow: true);
        _sinceRise.Pack(ref writer);
        _neighbours.Pack(ref writer);
    }

    public static LabelLane Unpack(ref PackReader reader, RelativeSettings settings)
    {
        var lane = new LabelLane(reader.Plain(), settings);
        lane._breach.Restore((int)reader.Whole());
        lane._idle = reader.Whole();
        lane.Log = reader.Number();
        lane.IsVisiblyWorse = reader.Flag();
        reader.Numbers(lane._breach.Logs, narrow: true);
        lane._excess.Unpack(ref reader, narrow: true);
        lane._sinceRise.Unpack(ref reader);
        lane._neighbours.Unpack(ref reader);
        return lane;
    }
}
