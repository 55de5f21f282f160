using Rollouts.Domain.Analysis.Numerics;
using Rollouts.Domain.Analysis.Sequential;

namespace Rollouts.Domain.Analysis.Power;

/// <summary>What a tick holds on average, and what its bad requests win and lose.</summary>
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
