using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Shares;

/// <summary>
/// The bets of each lag with what they have won. The bets are averaged: an average of evidence is evidence. Of the lags
/// the least counts: one of them pairs the arms correctly, and the least is never above it.
/// </summary>
/// <remarks>
/// New bets begin at each shift and after each <see cref="Renewal"/> ticks, with a part of the stake that was kept for
/// them: a router that obeyed at 5 % for an hour may ignore 25 %, and its good hour must not vouch for it. The parts
/// are 1/2, 1/6, 1/12 and so on, which add up to 1 over any number of shifts.
/// </remarks>
internal sealed class ShareEvidence(int lags)
{
    private const int Renewal = 60;

    private static readonly double LogCount = Math.Log(ShareBets.Count);

    private readonly double[] _logs = Fresh(new double[lags * ShareBets.Count]);
    private int _begun;
    private int _sinceBegun;
    private bool _isDue = true;

    /// <summary>The logs of the bets of one lag, to which the caller adds the increments of a tick.</summary>
    public Span<double> Of(int lag) => _logs.AsSpan(lag * ShareBets.Count, ShareBets.Count);

    /// <summary>New bets begin with the next tick.</summary>
    public void Renew() => _isDue = true;

    /// <summary>Begins the bets that are due with the present tick, before its increments are added.</summary>
    public void BeginDue()
    {
        if (!_isDue && _sinceBegun < Renewal)
        {
            _sinceBegun++;
            return;
        }

        VectorLanes.Add(_logs, -Math.Log((_begun + 1.0) * (_begun + 2.0)));
        _begun++;
        (_isDue, _sinceBegun) = (false, 1);
    }

    /// <summary>
    /// Rounds to the stored width, so that a state that was stored in between equals one that was not.
    /// </summary>
    public void Narrow() => Narrowing.Down(_logs);

    /// <summary>The evidence in nats.</summary>
    public double Weigh()
    {
        double kept = -Math.Log(_begun + 1.0);
        double least = double.PositiveInfinity;
        for (int lag = 0; lag < lags; lag++)
        {
            least = Math.Min(least, LogMath.Add(VectorLanes.LogSum(Of(lag)) - LogCount, kept));
        }

        return least;
    }

    public void StartAfresh()
    {
        Fresh(_logs);
        (_begun, _sinceBegun, _isDue) = (0, 0, true);
    }

    public void Pack(ref PackWriter writer)
    {
        writer.Whole(_begun);
        writer.Whole(_sinceBegun);
        writer.Flag(_isDue);
        writer.Numbers(_logs, narrow: true);
    }

    public void Unpack(ref PackReader reader)
    {
        (_begun, _sinceBegun, _isDue) = ((int)reader.Whole(), (int)reader.Whole(), reader.Flag());
        reader.Numbers(_logs, narrow: true);
    }

    private static double[] Fresh(double[] logs)
    {
        Array.Fill(logs, double.NegativeInfinity);
        return logs;
    }
}
