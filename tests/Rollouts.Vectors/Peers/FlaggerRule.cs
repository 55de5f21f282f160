namespace Rollouts.Vectors.Peers;

/// <summary>
/// Flagger's canary analysis, as its documentation and behaviour have it: one look an interval at a fixed limit; a
/// passing look moves to the next weight, a failing one stays and is counted, and counts are never taken back; at
/// the threshold the traffic goes back with the next interval. Computed exactly, not simulated.
/// </summary>
internal sealed record FlaggerRule
{
    public required double[] Weights { get; init; }

    public double IntervalSeconds { get; init; } = 60;

    /// <summary>The share of bad requests that a look lets pass.</summary>
    public double Limit { get; init; } = 0.01;

    public int Threshold { get; init; } = 5;

    public FlaggerOutcome Against(double requestsPerSecond, double baselineRate, double candidateRate)
    {
        double[] fails =
        [
            .. Weights.Select(weight =>
                CheckOdds.Fails(requestsPerSecond * weight * IntervalSeconds, candidateRate, Limit, noDataFails: true)
            ),
        ];
        double extraPerInterval = requestsPerSecond * IntervalSeconds * (candidateRate - baselineRate);
        double rollBack = 0;
        double seconds = 0;
        double bad = 0;

        // Passes and failures so far say how many looks there were, so the chain needs no clock.
        double[,] visited = new double[Weights.Length + 1, Threshold + 1];
        visited[0, 0] = 1;
        for (int at = 0; at < Weights.Length; at++)
        {
            for (int failed = 0; failed < Threshold; failed++)
            {
                double here = visited[at, failed];
                bad += here * extraPerInterval * Weights[at];
                visited[at, failed + 1] += here * fails[at];
                visited[at + 1, failed] += here * (1 - fails[at]);
            }

            double ends = visited[at, Threshold];
            rollBack += ends;
            seconds += ends * (at + Threshold + 1) * IntervalSeconds;
            bad += ends * extraPerInterval * Weights[at];
        }

        double mean = rollBack > 0 ? seconds / rollBack : double.NaN;
        return new FlaggerOutcome(new Caught(rollBack, mean, bad), fails);
    }
}
