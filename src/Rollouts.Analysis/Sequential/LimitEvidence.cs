using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>The evidence that one arm is above its limit.</summary>
internal sealed class LimitEvidence(LimitSettings settings)
{
    private readonly BreachEvidence _bets = new(
        edges: 1,
        lags: 1,
        settings.Forms,
        new FaultOnsetPrior(settings.PlannedTicks)
    );

    public int Judged => _bets.Judged;

    public Span<double> Logs => _bets.Logs;

    /// <summary>In nats.</summary>
    public double Log => _bets.Judged == 0 ? 0 : _bets.Weigh(out _);

    public void StartAfresh() => _bets.StartAfresh();

    public void Restore(int judged) => _bets.Restore(judged);

    public void Judge(ArmIncrement arm)
    {
        if (arm.Requests == 0)
        {
            return;
        }

        _bets.LayStakes();
        var tick = PairedCounts.OfOne(arm);
        Span<double> increments = stackalloc double[TimesWorse.Count];
        for (int form = 0; form < settings.Forms; form++)
        {
            if (settings.IsVote(form))
            {
                BreachIncrements.LimitVote(increments, tick, settings.Limit);
            }
            else
            {
                BreachIncrements.LimitEvent(increments, tick, settings.Limit, settings.LeastOverdispersion);
            }

            VectorLanes.Add(_bets.Grid(edge: 0, lag: 0, form), increments);
        }
    }
}
