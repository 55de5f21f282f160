using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Power;

/// <summary>Made-up traffic: independent requests at a steady pace, bad at each arm's own rate.</summary>
internal sealed record SimulatedTraffic(double RequestsPerSecond, double BaselineRate, double CandidateRate)
{
    /// <param name="share">The candidate's share of the traffic.</param>
    /// <param name="faulty">The bad requests that the baseline would have served well.</param>
    public (ArmIncrement Candidate, ArmIncrement Baseline) Draw(
        SeededGenerator random,
        TimeSpan tick,
        double share,
        out long faulty
    )
    {
        double requests = RequestsPerSecond * tick.TotalSeconds;
        double candidate = requests * share;
        double baseline = requests * (1 - share);
        long usual = PoissonSampler.Draw(random, candidate * BaselineRate);
        faulty = PoissonSampler.Draw(random, candidate * (CandidateRate - BaselineRate));
        long good = PoissonSampler.Draw(random, candidate * (1 - CandidateRate));
        long baselineBad = PoissonSampler.Draw(random, baseline * BaselineRate);
        long baselineGood = PoissonSampler.Draw(random, baseline * (1 - BaselineRate));
        return (
            new ArmIncrement(usual + faulty + good, usual + faulty),
            new ArmIncrement(baselineBad + baselineGood, baselineBad)
        );
    }
}
