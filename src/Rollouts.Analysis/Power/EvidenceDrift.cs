using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Analysis.Power;

/// <summary>
/// How far one tick moves the evidence of each bet on average, and how far that varies, when the rates of both arms
/// are known.
/// </summary>
internal static class EvidenceDrift
{
    /// <summary>
    /// With more bad requests in a tick than this, their shares hardly vary, and two derivatives suffice.
    /// </summary>
    private const double FewBad = 40;

    /// <summary>Every single bad request moves the evidence.</summary>
    public static void Event(Span<double> mean, Span<double> variance, in ExpectedTick tick, double overdispersion)
    {
        for (int k = 0; k < TimesWorse.Count; k++)
        {
            double up = tick.Won(k) / overdispersion;
            double down = tick.Lost(k) / overdispersion;
            double share = tick.CandidateShareOfBad;
            mean[k] = tick.Bad * ((share * up) + ((1 - share) * down));
            variance[k] = tick.Bad * ((share * up * up) + ((1 - share) * down * down));
        }
    }

    /// <summary>All bad requests of a tick have one vote together.</summary>
    public static void Vote(Span<double> mean, Span<double> variance, in ExpectedTick tick)
    {
        if (tick.Bad <= FewBad)
        {
            VoteOfFew(mean, variance, tick);
            return;
        }

        double share = tick.CandidateShareOfBad;
        double spread = share * (1 - share) / tick.Bad;
        for (int k = 0; k < TimesWorse.Count; k++)
        {
            double gain = TimesWorse.All[k] - 1;
            double slope = gain / (1 + (gain * share));
            mean[k] = Math.Log(1 + (gain * share)) + tick.Lost(k) - (0.5 * slope * slope * spread);
            variance[k] = slope * slope * spread;
        }
    }

    /// <summary>Every number of bad requests that a tick may hold, and every way they may fall on the arms.</summary>
    private static void VoteOfFew(Span<double> mean, Span<double> variance, in ExpectedTick tick)
    {
        mean.Clear();
        variance.Clear();
        int most = (int)(tick.Bad + (8 * Math.Sqrt(tick.Bad)) + 8);
        for (int bad = 1; bad <= most; bad++)
        {
            double logChance = (bad * Math.Log(tick.Bad)) - tick.Bad - GammaFunctions.LogGamma(bad + 1);
            for (int candidate = 0; candidate <= bad; candidate++)
            {
                double chance = Math.Exp(
                    logChance
                        + GammaFunctions.LogChoose(bad, candidate)
                        + (candidate * Math.Log(tick.CandidateShareOfBad))
                        + Powers(bad - candidate, 1 - tick.CandidateShareOfBad)
                );
                for (int k = 0; k < TimesWorse.Count; k++)
                {
                    double vote = Math.Log(1 + ((TimesWorse.All[k] - 1) * candidate / bad)) + tick.Lost(k);
                    mean[k] += chance * vote;
                    variance[k] += chance * vote * vote;
                }
            }
        }

        for (int k = 0; k < TimesWorse.Count; k++)
        {
            variance[k] -= mean[k] * mean[k];
        }
    }

    private static double Powers(int count, double rate) => count == 0 ? 0 : count * Math.Log(rate);
}
