namespace Rollouts.Vectors.Peers;

/// <summary>
/// A plan that moves on by time, looked at with a fixed limit; so many failing looks take the traffic back. What
/// Argo Rollouts does with a metric, its failure limit and no consecutive form. Computed exactly.
/// </summary>
/// <param name="Looks">The share of the traffic on the candidate at each look.</param>
/// <param name="Limit">The share of bad requests that a look lets pass.</param>
/// <param name="Threshold">The failing look that takes the traffic back.</param>
internal sealed record LookChain(double[] Looks, double IntervalSeconds, double Limit, int Threshold)
{
    public Caught Against(double requestsPerSecond, double baselineRate, double candidateRate)
    {
        Dictionary<double, double> fails = Looks
            .Distinct()
            .ToDictionary(
                share => share,
                share =>
                    CheckOdds.Fails(
                        requestsPerSecond * share * IntervalSeconds,
                        candidateRate,
                        Limit,
                        noDataFails: false
                    )
            );
        double extra = requestsPerSecond * IntervalSeconds * (candidateRate - baselineRate);
        double found = 0;
        double seconds = 0;
        double failed = 0;
        double[] byFailures = new double[Threshold];
        byFailures[0] = 1;
        for (int look = 0; look < Looks.Length; look++)
        {
            failed += extra * Looks[look] * (1 - found);
            double chance = fails[Looks[look]];
            double ends = byFailures[^1] * chance;
            for (int count = Threshold - 1; count >= 0; count--)
            {
                byFailures[count] =
                    (byFailures[count] * (1 - chance)) + (count > 0 ? byFailures[count - 1] * chance : 0);
            }

            found += ends;
            seconds += ends * (look + 1) * IntervalSeconds;
        }

        return new Caught(found, found > 0 ? seconds / found : double.NaN, failed);
    }
}
