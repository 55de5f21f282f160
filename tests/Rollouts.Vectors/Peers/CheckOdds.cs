using Rollouts.Analysis.Numerics;

namespace Rollouts.Vectors.Peers;

/// <summary>The chance that one look at a window fails a fixed limit on the share of bad requests.</summary>
internal static class CheckOdds
{
    /// <summary>Beyond so many standard deviations a count is never seen.</summary>
    private const double Never = 12;

    /// <param name="requests">Expected in the window; the count is Poisson, the bad ones binomial.</param>
    /// <param name="noDataFails">Whether a window without requests fails.</param>
    public static double Fails(double requests, double rate, double limit, bool noDataFails)
    {
        double reach = Never * Math.Sqrt(requests);
        long least = Math.Max(0, (long)(requests - reach));
        long most = (long)(requests + reach) + 20;
        double sum = 0;
        for (long count = least; count <= most; count++)
        {
            double chance = Math.Exp((count * Math.Log(requests)) - requests - GammaFunctions.LogGamma(count + 1));
            sum += chance * (count == 0 ? (noDataFails ? 1 : 0) : Above(count, rate, (long)Math.Floor(limit * count)));
        }

        return sum;
    }

    /// <summary>The chance of more than so many bad requests of a count.</summary>
    private static double Above(long count, double rate, long allowed)
    {
        if (rate is <= 0 or >= 1)
        {
            return rate > 0 && count > allowed ? 1 : 0;
        }

        double Chance(long bad) =>
            Math.Exp(
                GammaFunctions.LogChoose(count, bad) + (bad * Math.Log(rate)) + ((count - bad) * Math.Log(1 - rate))
            );

        // The shorter tail is summed: one less the other would lose every digit of a small chance.
        bool isRare = allowed >= count * rate;
        double sum = 0;
        double last = double.PositiveInfinity;
        for (long bad = isRare ? allowed + 1 : allowed; bad >= 0 && bad <= count; bad += isRare ? 1 : -1)
        {
            double next = Chance(bad);
            sum += next;
            if (next < last && next <= 1e-18 * sum)
            {
                break;
            }

            last = next;
        }

        return isRare ? sum : 1 - sum;
    }
}
