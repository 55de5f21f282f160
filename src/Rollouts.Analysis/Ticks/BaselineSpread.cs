namespace Rollouts.Analysis.Ticks;

/// <summary>
/// How unevenly the baseline's bad requests fell on its own instances in one tick: Pearson's chi-square and its
/// degrees of freedom. Only inside one arm, so an incident that both arms share cancels out.
/// </summary>
public readonly record struct BaselineSpread(double ChiSquare, int Freedom)
{
    /// <summary>Yields no estimate if the tick had no bad request or fewer than two instances with traffic.</summary>
    public static BaselineSpread Of(ReadOnlySpan<(double Requests, double Bad)> instances)
    {
        double requests = 0;
        double bad = 0;
        int serving = 0;
        foreach ((double instanceRequests, double instanceBad) in instances)
        {
            requests += instanceRequests;
            bad += instanceBad;
            serving += instanceRequests > 0 ? 1 : 0;
        }

        if (bad <= 0 || serving < 2)
        {
            return default;
        }

        double chiSquare = 0;
        foreach ((double instanceRequests, double instanceBad) in instances)
        {
            double expected = bad * instanceRequests / requests;
            if (expected > 0)
            {
                chiSquare += (instanceBad - expected) * (instanceBad - expected) / expected;
            }
        }

        return new BaselineSpread(chiSquare, serving - 1);
    }
}
