using Rollouts.Bench.Corpus.Traffic;

namespace Rollouts.Bench.Corpus.Rules;

/// <summary>The rule of a peer, tick by tick.</summary>
internal interface IRule
{
    /// <summary>Takes the tick that ends now; returns true when the rule rolls back.</summary>
    /// <param name="isSilent">Whether the source does not answer now.</param>
    /// <param name="isLast">Whether the rollout ends with this tick.</param>
    bool RollsBack(Sample candidate, Sample baseline, double endSeconds, bool isSilent, bool isLast);
}
