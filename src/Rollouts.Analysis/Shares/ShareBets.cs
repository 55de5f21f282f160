using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Shares;

/// <summary>
/// The evidence that one tick adds against the claim that the expected share is within the bounds. There are two forms,
/// each for a share above and for one below. Every increment keeps one promise: while the claim holds, the expected
/// value of exp(increment), given the past, is at most 1.
/// </summary>
/// <remarks>
/// The likelihood ratio divides by the group size, which keeps the promise while requests that stick together come in
/// groups of at most that size (Hölder). The bets on the share of a tick need no such assumption, because they are
/// linear in it, but they are slow: one tick counts as one observation, however many requests it has.
/// </remarks>
internal sealed class ShareBets
{
    /// <summary>Alternatives of the likelihood ratio on one side.</summary>
    private const int Alternatives = 8;

    /// <summary>Bets on the share on one side.</summary>
    private const int Bets = 4;

    /// <summary>Both forms on both sides.</summary>
    public const int Count = 2 * (Alternatives + Bets);

    private const int LikelihoodBelow = Alternatives;
    private const int ShareAbove = 2 * Alternatives;
    private const int ShareBelow = ShareAbove + Bets;

    /// <summary>
    /// Odds of the alternatives relative to the bound, from 1.2 to 200 times, close together at first.
    /// </summary>
    private static readonly double[] OddsRatios =
    [
        .. Enumerable.Range(0, Alternatives).Select(k => Math.Exp(0.2 * Math.Pow(1.6, k))),
    ];

    /// <summary>
    /// The parts of its fortune that a bet stakes on each tick. The largest loses almost all on a zero.
    /// </summary>
    private static readonly double[] Stakes = [0.08, 0.25, 0.6, 0.95];

    private readonly double[] _perCandidate = new double[2 * Alternatives];
    private readonly double[] _perRest = new double[2 * Alternatives];
    private readonly ShareBounds _bounds;
    private readonly bool _canExceed;
    private readonly bool _canFallShort;

    public ShareBets(ShareBounds bounds)
    {
        _bounds = bounds;
        _canExceed = bounds.High < 1;
        _canFallShort = bounds.Low > 0;
        for (int k = 0; k < Alternatives; k++)
        {
            if (_canExceed)
            {
                Prepare(k, bounds.High, OddsRatios[k]);
            }

            if (_canFallShort)
            {
                Prepare(LikelihoodBelow + k, bounds.Low, 1 / OddsRatios[k]);
            }
        }
    }

    /// <summary>Adds the increments of a tick to the logs of all bets.</summary>
    public void Add(Span<double> logs, in ShareCounts tick, double group)
    {
        double candidate = tick.Candidate / group;
        double rest = tick.Rest / group;
        for (int k = 0; k < ShareAbove; k += VectorLanes.Width)
        {
            var won = VectorLanes.Load(_perCandidate, k) * candidate;
            var lost = VectorLanes.Load(_perRest, k) * rest;
            VectorLanes.Store(VectorLanes.Load(logs, k) + won + lost, logs, k);
        }

        if (_canExceed)
        {
            Bet(logs[ShareAbove..], (tick.Share / _bounds.High) - 1);
        }

        if (_canFallShort)
        {
            Bet(logs[ShareBelow..], ((1 - tick.Share) / (1 - _bounds.Low)) - 1);
        }
    }

    private static void Bet(Span<double> logs, double gain)
    {
        for (int k = 0; k < Bets; k += VectorLanes.Width)
        {
            var won = VectorLanes.Log1P(VectorLanes.Load(Stakes, k) * gain);
            VectorLanes.Store(VectorLanes.Load(logs, k) + won, logs, k);
        }
    }

    private void Prepare(int at, double bound, double ratio)
    {
        double odds = bound / (1 - bound) * ratio;
        double alternative = odds / (1 + odds);
        _perCandidate[at] = Math.Log(alternative / bound);
        _perRest[at] = Math.Log((1 - alternative) / (1 - bound));
    }
}
