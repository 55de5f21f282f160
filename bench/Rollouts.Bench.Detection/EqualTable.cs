using Rollouts.Analysis.Power;
using Rollouts.Vectors.Peers;

namespace Rollouts.Bench.Detection;

/// <summary>
/// The peers' rule with the best limit that somebody could set who knows the service's rate, its traffic and that
/// failures come independently: the lowest with at most 1 % false alarms. One look a minute, no extra tick.
/// </summary>
internal static class EqualTable
{
    private const double AllowedFalseAlarms = 0.01;

    private static readonly (double Percent, double Seconds)[] Steps = [(5, 600), (25, 600), (50, 600)];

    private static readonly double[] Looks = [.. Steps.SelectMany(step => Enumerable.Repeat(step.Percent / 100, 10))];

    private static readonly int[] Thresholds = [1, 3, 5];

    public static void Print(TextWriter writer, int runs)
    {
        RehearsalPlan slow = Ours.Plan(Steps, 15);
        RehearsalPlan quick = Ours.Plan(Steps, 5);
        writer.WriteLine(
            $"### At an equal chance of false alarms of 1 %, 5, 25 and 50 % for 10 min each (ours: {runs} runs)\n"
        );
        writer.WriteLine(
            "| requests/s | failures | best limit, 1st failing look | best limit, 3rd | best limit, 5th "
                + "| ours, 15 s ticks | ours, 5 s ticks |"
        );
        writer.WriteLine("|---:|---|---|---|---|---|---|");
        var limits = new List<(double Rate, double Limit)>();
        foreach ((double From, double To) change in Table.Changes)
        {
            foreach (double pace in Table.Paces)
            {
                LookChain[] best = [.. Thresholds.Select(threshold => BestChain(threshold, pace, change.From))];
                Caught[] peers = [.. best.Select(chain => chain.Against(pace, change.From, change.To))];
                limits.AddRange(best.Select(chain => (change.From, chain.Limit)));
                Caught[] ours =
                [
                    Ours.Against(slow, pace, change.From, change.To, runs),
                    Ours.Against(quick, pace, change.From, change.To, runs),
                ];
                writer.WriteLine($"| {pace} | {Table.Change(change)} | {Table.Cells(peers, ours)} |");
            }
        }

        writer.WriteLine();
        foreach (IGrouping<double, double> ofRate in limits.GroupBy(pair => pair.Rate, pair => pair.Limit))
        {
            string range = $"{Table.Percent(ofRate.Min())} and {Table.Percent(ofRate.Max())}";
            writer.WriteLine(
                $"- The best limits for a service that fails {Table.Percent(ofRate.Key)} lie between {range}."
            );
        }
    }

    private static LookChain BestChain(int threshold, double pace, double rate)
    {
        LookChain Chain(double limit) => new(Looks, 60, limit, threshold);
        double low = 0;
        double high = 1;
        if (Chain(low).Against(pace, rate, rate).Share <= AllowedFalseAlarms)
        {
            return Chain(low);
        }

        while (high - low > 1e-5)
        {
            double middle = (low + high) / 2;
            (low, high) =
                Chain(middle).Against(pace, rate, rate).Share <= AllowedFalseAlarms ? (low, middle) : (middle, high);
        }

        return Chain(high);
    }
}
