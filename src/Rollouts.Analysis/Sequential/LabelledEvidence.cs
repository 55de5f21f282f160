using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The evidence of each value of a label. Half of the stake is on all requests together, and the other half is spread
/// evenly over the places for values, whether they are taken or not. An average of evidence is evidence, however the
/// parts depend on one another, so the chance of a false alarm stays as it is without a label.
/// </summary>
internal sealed class LabelledEvidence(RelativeSettings settings)
{
    private static readonly double LogPlaces = Math.Log(LabelValues.Most);

    private readonly RelativeSettings _voting = settings with { Form = EvidenceForm.Vote };
    private readonly List<LabelLane> _lanes = [];

    private double _requests;
    private double _shared;

    public int PackedAtMost => 26 + (_lanes.Count * LabelLane.PackedAtMost);

    /// <summary>Whether most requests have values that are not told apart.</summary>
    public bool IsMostlyShared => 2 * _shared > _requests;

    /// <summary>Whether one of the values is plainly too bad in the newest tick.</summary>
    public bool IsVisiblyWorse => _lanes.Exists(lane => lane.IsVisiblyWorse);

    /// <summary>The evidence of all requests and of the values together, in nats.</summary>
    public double Merge(double ofAll)
    {
        // A place without a value has won and lost nothing.
        int free = LabelValues.Most - _lanes.Count;
        double sum = free == 0 ? double.NegativeInfinity : Math.Log(free);
        foreach (LabelLane lane in _lanes)
        {
            sum = LogMath.Add(sum, lane.Log);
        }

        return LogMath.Add(ofAll, sum - LogPlaces) - LogMath.Ln2;
    }

    /// <summary>The value with more weight in the evidence than all requests together; null if there is none.</summary>
    public LabelLane? Louder(double ofAll)
    {
        LabelLane? loudest = _lanes.MaxBy(lane => lane.Log);
        return loudest is not null && loudest.Log - LogPlaces > ofAll ? loudest : null;
    }

    /// <summary>Records a tick that is not judged itself, but may precede one that is.</summary>
    public void Pass(CountTick tick)
    {
        foreach (LabelIncrement label in tick.Labels)
        {
            LaneOf(label.Value)?.Pass(tick, label);
        }
    }

    public void Judge(CountTick tick, bool isBroken)
    {
        foreach (LabelIncrement label in tick.Labels)
        {
            LabelLane? lane = LaneOf(label.Value);
            lane?.Judge(tick, label, isBroken);
            double requests = (double)label.Candidate.Requests + label.Baseline.Requests;
            _requests += requests;
            _shared += lane is null || label.Value == LabelValues.Rest ? requests : 0;
        }
    }

    public void StartAfresh()
    {
        _lanes.Clear();
        (_requests, _shared) = (0, 0);
    }

    public void ClearNeighbours() => _lanes.ForEach(lane => lane.ClearNeighbours());

    public void Pack(ref PackWriter writer)
    {
        writer.Number(_requests);
        writer.Number(_shared);
        writer.Whole(_lanes.Count);
        foreach (LabelLane lane in _lanes)
        {
            lane.Pack(ref writer);
        }
    }

    public void Unpack(ref PackReader reader)
    {
        (_requests, _shared) = (reader.Number(), reader.Number());
        for (long left = reader.Whole(); left > 0; left--)
        {
            _lanes.Add(LabelLane.Unpack(ref reader, _voting));
        }
    }

    /// <summary>
    /// The lane of a value. Counters that were opened anew may bring other values than before; those without a place
    /// still count among all requests.
    /// </summary>
    private LabelLane? LaneOf(string value)
    {
        LabelLane? known = _lanes.Find(lane => lane.Value == value);
        if (known is null && _lanes.Count < LabelValues.Most)
        {
            known = new LabelLane(value, _voting);
            _lanes.Add(known);
        }

        return known;
    }
}
