using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The evidence since the last shift that the candidate is not worse by the configured margin. With several edges each
/// must be proven, so the least counts.
/// </summary>
internal sealed class HealthyEvidence(int edges)
{
    private readonly double[] _logs = new double[edges * HealthyBets.Count];

    public Span<double> Logs => _logs;

    public double Least
    {
        get
        {
            double least = double.PositiveInfinity;
            for (int edge = 0; edge < edges; edge++)
            {
                least = Math.Min(least, VectorLanes.LogSum(Grid(edge)) - Math.Log(HealthyBets.Count));
            }

            return least;
        }
    }

    public void Add(int edge, in PairedCounts tick, double ratio, double margin, double overdispersion)
    {
        Span<double> increments = stackalloc double[HealthyBets.Count];
        HealthyBets.Increments(increments, tick, ratio, margin, overdispersion);
        VectorLanes.Add(Grid(edge), increments);
    }

    public void StartAfresh() => Array.Clear(_logs);

    private Span<double> Grid(int edge) => _logs.AsSpan(edge * HealthyBets.Count, HealthyBets.Count);
}
