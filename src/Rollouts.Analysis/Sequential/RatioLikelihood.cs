using System.Runtime.Intrinsics;
using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The log-likelihood of the ratio at the points of a grid, summed tick by tick. It replaces the list of ticks for the
/// interval to show. Between the points a cubic approximates it. For a ratio beyond 64 or below 1/64 the interval only
/// states that fact.
/// </summary>
internal sealed class RatioLikelihood
{
    /// <summary>The grid, padded to whole lanes.</summary>
    private const int Padded =
        (RatioInterval.GridCount + VectorLanes.Width - 1) / VectorLanes.Width * VectorLanes.Width;

    private static readonly double[] GridLogs = [.. Enumerable.Range(0, Padded).Select(RatioInterval.GridLog)];
    private static readonly double[] Ratios = [.. GridLogs.Select(Math.Exp)];

    private readonly double[] _logs = new double[Padded];

    public Span<double> Logs => _logs.AsSpan(0, RatioInterval.GridCount);

    public void Add(in PairedCounts tick)
    {
        if (tick is not { HasBothArms: true, Bad: > 0 })
        {
            return;
        }

        double share = tick.Share;
        var rest = Vector256.Create(1 - share);
        for (int at = 0; at < Padded; at += VectorLanes.Width)
        {
            var seen = VectorLanes.Load(GridLogs, at) * tick.CandidateBad;
            var norm = Vector256.Log((VectorLanes.Load(Ratios, at) * share) + rest) * tick.Bad;
            VectorLanes.Store(VectorLanes.Load(_logs, at) + seen - norm, _logs, at);
        }
    }

    public Interval Interval(double alpha) => RatioInterval.Of(At, alpha, farthest: -GridLogs[0]);

    public void Clear() => Array.Clear(_logs);

    /// <summary>Lagrange's cubic through the four nearest places.</summary>
    private double At(double logRatio)
    {
        double place = (logRatio - GridLogs[0]) / (RatioInterval.StepLog * LogMath.Ln2);
        int first = Math.Clamp((int)Math.Floor(place) - 1, 0, RatioInterval.GridCount - 4);
        double t = place - first;
        return (_logs[first] * (t - 1) * (t - 2) * (t - 3) / -6)
            + (_logs[first + 1] * t * (t - 2) * (t - 3) / 2)
            + (_logs[first + 2] * t * (t - 1) * (t - 3) / -2)
            + (_logs[first + 3] * t * (t - 1) * (t - 2) / 6);
    }
}
