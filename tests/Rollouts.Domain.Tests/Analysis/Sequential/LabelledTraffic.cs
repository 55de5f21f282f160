using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

/// <summary>Ticks of a service with many endpoints.</summary>
internal static class LabelledTraffic
{
    public static ArmIncrement Sum(LabelIncrement[] labels, Func<LabelIncrement, ArmIncrement> arm)
    {
        decimal requests = labels.Sum(label => (decimal)arm(label).Requests);
        decimal bad = labels.Sum(label => (decimal)arm(label).Bad);
        return new ArmIncrement((long)Math.Min(long.MaxValue, requests), (long)Math.Min(long.MaxValue, bad));
    }

    /// <summary>Both arms fail alike, each endpoint at its own rate.</summary>
    public static CountTick Healthy(SeededGenerator random, int number, int endpoints)
    {
        LabelIncrement[] labels =
        [
            .. Enumerable
                .Range(0, endpoints)
                .Select(endpoint =>
                {
                    double rate = 0.02 * (1 + (endpoint % 3));
                    return new LabelIncrement($"/{endpoint}", Arm(random, 10, rate), Arm(random, 40, rate));
                }),
        ];
        Instant from = Feed.Start + (number * Feed.Length);
        return new CountTick(
            number,
            from,
            from + Feed.Length,
            Sum(labels, label => label.Candidate),
            Sum(labels, label => label.Baseline)
        )
        {
            Labels = labels.ToValueList(),
        };
    }

    private static ArmIncrement Arm(SeededGenerator random, double requests, double rate)
    {
        long bad = PoissonSampler.Draw(random, requests * rate);
        return new ArmIncrement(PoissonSampler.Draw(random, requests * (1 - rate)) + bad, bad);
    }
}
