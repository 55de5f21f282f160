using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// How far bad requests come in bursts, estimated from how unevenly they fall on the baseline's own instances: 1 for
/// independent ones, the mean burst (weighted by size) otherwise.
/// </summary>
internal sealed class Overdispersion
{
    /// <summary>Below this the estimate is mostly noise.</summary>
    private const long LeastFreedom = 20;

    private double _chiSquare;
    private long _freedom;

    /// <summary>
    /// Estimated from the ticks before the one that it is applied to, so that no tick affects its own weight.
    /// </summary>
    public double Estimate => _freedom < LeastFreedom ? 1 : Math.Max(1, _chiSquare / _freedom);

    public void Add(BaselineSpread spread)
    {
        _chiSquare += spread.ChiSquare;
        _freedom += spread.Freedom;
    }

    public void Pack(ref PackWriter writer)
    {
        writer.Number(_chiSquare);
        writer.Whole(_freedom);
    }

    public void Unpack(ref PackReader reader) => (_chiSquare, _freedom) = (reader.Number(), reader.Whole());
}
