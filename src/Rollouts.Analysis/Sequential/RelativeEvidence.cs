using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>The evidence that the candidate is worse than the baseline, as its settings want it gathered.</summary>
internal sealed class RelativeEvidence(RelativeSettings settings)
{
    private const int Before = 0;
    private const int Same = 1;
    private const int After = 2;

    private readonly BreachEvidence _bets = new(
        settings.EdgeCount,
        settings.ArmsAligned ? 1 : After + 1,
        settings.Forms,
        new FaultOnsetPrior(settings.PlannedTicks)
    );

    public int Judged => _bets.Judged;

    public Span<double> Logs => _bets.Logs;

    public double Weigh(out int loudest) => _bets.Weigh(out loudest);

    public void StartAfresh() => _bets.StartAfresh();

    public void Restore(int judged) => _bets.Restore(judged);

    /// <summary>Lays the stakes of ticks that are not telling, which may all be laid later.</summary>
    public void LayStakes(long ticks) => _bets.LayStakes(ticks);

    /// <summary>Whether a tick changes the evidence. It has one edge.</summary>
    public static bool IsTelling(in AdjacentTick tick) =>
        IsTelling(tick.Candidate, tick.Same)
        || (tick.Before is { } before && IsTelling(tick.Candidate, before))
        || (tick.After is { } after && IsTelling(tick.Candidate, after));

    public void Judge(in AdjacentTick tick, double estimatedOverdispersion)
    {
        _bets.LayStakes();
        for (int edge = 0; edge < settings.EdgeCount; edge++)
        {
            if (settings.ArmsAligned)
            {
                Add(edge, lag: 0, tick.Candidate, tick.Same, estimatedOverdispersion);
                continue;
            }

            Add(edge, Before, tick.Candidate, tick.Before, estimatedOverdispersion);
            Add(edge, Same, tick.Candidate, tick.Same, estimatedOverdispersion);
            Add(edge, After, tick.Candidate, tick.After, estimatedOverdispersion);
        }
    }

    /// <summary>The evidence as it will be, more or less, once a tick is in that waits for its neighbour.</summary>
    public double Foresee(in AdjacentTick held, double estimatedOverdispersion)
    {
        int forms = settings.Forms;
        Span<double> increments = stackalloc double[forms * TimesWorse.Count];
        double most = double.NegativeInfinity;
        for (int edge = 0; edge < settings.EdgeCount; edge++)
        {
            increments.Clear();
            var pair = PairedCounts.Of(held.Candidate, held.Same, edge);
            for (int form = 0; form < forms && IsTelling(pair); form++)
            {
                Increment(
                    increments.Slice(form * TimesWorse.Count, TimesWorse.Count),
                    pair,
                    form,
                    estimatedOverdispersion
                );
            }

            most = Math.Max(most, _bets.OfEdge(edge, Same, increments));
        }

        return most;
    }

    private static bool IsTelling(ArmIncrement candidate, ArmIncrement baseline) =>
        IsTelling(PairedCounts.Of(candidate, baseline));

    /// <summary>
    /// Without requests on both sides, or without a bad one, a tick holds no evidence of their ratio.
    /// </summary>
    private static bool IsTelling(in PairedCounts pair) => pair is { HasBothArms: true, Bad: > 0 };

    private void Add(int edge, int lag, ArmIncrement candidate, ArmIncrement? baseline, double estimatedOverdispersion)
    {
        if (baseline is not { } arm)
        {
            return;
        }

        var pair = PairedCounts.Of(candidate, arm, edge);
        Span<double> increments = stackalloc double[TimesWorse.Count];
        for (int form = 0; form < settings.Forms && IsTelling(pair); form++)
        {
            Increment(increments, pair, form, estimatedOverdispersion);
            VectorLanes.Add(_bets.Grid(edge, lag, form), increments);
        }
    }

    private void Increment(Span<double> into, in PairedCounts pair, int form, double estimatedOverdispersion)
    {
        if (settings.IsVote(form))
        {
            BreachIncrements.Vote(into, pair, settings.ToleratedRatio);
            return;
        }

        double overdispersion = Math.Max(settings.LeastOverdispersion, estimatedOverdispersion);
        BreachIncrements.Event(into, pair, settings.ToleratedRatio, excess: 0, overdispersion);
    }
}
