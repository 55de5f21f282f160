using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Analysis.Power;

/// <summary>The average content of a tick, with the gains and losses of its bad requests.</summary>
internal readonly struct ExpectedTick(
    double requests,
    double share,
    double baselineRate,
    double candidateRate,
    double toleratedRatio
)
{
    private readonly double _stake = share * toleratedRatio / ((share * toleratedRatio) + 1 - share);

    public double Bad { get; } = requests * ((share * candidateRate) + ((1 - share) * baselineRate));

    public double CandidateShareOfBad { get; } =
        share * candidateRate / ((share * candidateRate) + ((1 - share) * baselineRate));

    /// <summary>By how much a bad request of the baseline lowers a bet.</summary>
    public double Lost(int k) => -LogMath.Log1P((TimesWorse.All[k] - 1) * _stake);

    /// <summary>By how much a bad request of the candidate raises a bet.</summary>
    public double Won(int k) => Math.Log(TimesWorse.All[k]) + Lost(k);
}
