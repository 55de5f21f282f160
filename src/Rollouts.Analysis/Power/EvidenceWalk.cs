using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Analysis.Power;

/// <summary>One form of evidence on its way to the threshold: every bet a walk with a known drift.</summary>
internal sealed class EvidenceWalk(EvidenceForm form, RelativeSettings judge)
{
    /// <summary>The cost, in nats, of not knowing the size of the fault beforehand.</summary>
    private const double CostOfGuessing = 2;

    private readonly double[] _mean = new double[TimesWorse.Count];
    private readonly double[] _variance = new double[TimesWorse.Count];
    private readonly double _cost = CostOfGuessing + (judge.Form == EvidenceForm.Robust ? LogMath.Ln2 : 0);
    private double[] _drift = new double[TimesWorse.Count];
    private double[] _spread = new double[TimesWorse.Count];
    private (double[] Drift, double[] Spread) _kept = ([], []);

    /// <summary>The tick that waits for its neighbour.</summary>
    private double _owed = judge.ArmsAligned ? 0 : 1;

    /// <summary>The chance that the evidence of a breach is in by now.</summary>
    public double Caught => Above(judge.Needed);

    /// <summary>The chance that the candidate is not called healthy now.</summary>
    public double Doubted => Above(EvidenceTotals.Doubt);

    public void Enter(double requests, double share, double baselineRate, double candidateRate)
    {
        if (share >= 1)
        {
            // With one arm there is nothing to compare, so the evidence rests.
            Array.Clear(_mean);
            Array.Clear(_variance);
            return;
        }

        var tick = new ExpectedTick(requests, share, baselineRate, candidateRate, judge.ToleratedRatio);
        if (form == EvidenceForm.Vote)
        {
            EvidenceDrift.Vote(_mean, _variance, tick);
        }
        else
        {
            EvidenceDrift.Event(_mean, _variance, tick, judge.LeastOverdispersion);
        }
    }

    public void Move(double ticks)
    {
        double judged = Math.Max(0, ticks - _owed);
        _owed = Math.Max(0, _owed - ticks);
        for (int k = 0; k < TimesWorse.Count; k++)
        {
            _drift[k] += judged * _mean[k];
            _spread[k] += judged * _variance[k];
        }
    }

    public void Remember() => _kept = ([.. _drift], [.. _spread]);

    public void Recall() => (_drift, _spread) = _kept;

    private double Above(double threshold)
    {
        double best = double.NegativeInfinity;
        for (int k = 0; k < TimesWorse.Count; k++)
        {
            best = Math.Max(best, (_drift[k] - threshold - _cost) / Math.Sqrt(Math.Max(_spread[k], 1e-12)));
        }

        return NormalDistribution.Below(best);
    }
}
