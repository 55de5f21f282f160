using Rollouts.Analysis.Power;
using Rollouts.Vectors.Peers;

namespace Rollouts.Bench.Detection;

/// <summary>Everybody as shipped or documented, the fault there from the first request.</summary>
internal static class ShippedTable
{
    private static readonly double[] FlaggerWeights = [0.1, 0.2, 0.3, 0.4, 0.5];

    private static readonly (double Percent, double Seconds)[] FlaggerSteps =
    [
        .. FlaggerWeights.Select(weight => (100 * weight, 60.0)),
    ];

    private static readonly (double Percent, double Seconds)[] ArgoSteps = [(20, 600), (40, 600), (60, 600), (80, 600)];

    private static readonly double[] HealthyRates = [0.001, 0.01];

    private static readonly int[] Thresholds = [5, 10];

    /// <summary>
    /// Its documentation's example: a look every five minutes, at least 95 % good, the fourth failure aborts.
    /// </summary>
    private static readonly LookChain Argo = new([0.2, 0.2, 0.4, 0.4, 0.6, 0.6, 0.8, 0.8], 300, 0.05, 4);

    public static void Print(TextWriter writer, int runs)
    {
        RehearsalPlan moving = Ours.Plan(FlaggerSteps, 15);
        RehearsalPlan waiting = Ours.Plan(FlaggerSteps, 15, longestWait: 600);
        RehearsalPlan quick = Ours.Plan(FlaggerSteps, 5, longestWait: 600);
        writer.WriteLine($"### Beside Flagger, steps of 10 % a minute up to 50 % (ours: {runs} runs)\n");
        writer.WriteLine(
            "| requests/s | failures | Flagger, threshold 5 | Flagger, threshold 10 "
                + "| ours, moving on by time | ours, verify up to 10 min, 15 s ticks | the same, 5 s ticks |"
        );
        writer.WriteLine("|---:|---|---|---|---|---|---|");
        foreach (((double From, double To) change, double pace) in Cases())
        {
            Caught[] peers = [.. Thresholds.Select(threshold => Flagger(threshold, pace, change))];
            Caught[] ours = [Our(moving), Our(waiting), Our(quick)];
            writer.WriteLine($"| {pace} | {Table.Change(change)} | {Table.Cells(peers, ours)} |");

            Caught Our(RehearsalPlan plan) => Ours.Against(plan, pace, change.From, change.To, runs);
        }

        PrintHealthy(writer, runs, moving, waiting, quick);
        PrintArgo(writer, runs);
    }

    private static IEnumerable<((double From, double To) Change, double Pace)> Cases() =>
        from change in Table.Changes
        from pace in Table.Paces
        select (change, pace);

    private static void PrintHealthy(TextWriter writer, int runs, params RehearsalPlan[] plans)
    {
        foreach (double rate in HealthyRates)
        {
            foreach (double pace in Table.Paces)
            {
                string[] peers =
                [
                    .. Thresholds.Select(threshold => Table.Percent(Flagger(threshold, pace, (rate, rate)).Share)),
                ];
                string[] ours =
                [
                    .. plans.Select(plan => Table.Percent(Ours.Against(plan, pace, rate, rate, runs).Share)),
                ];
                writer.WriteLine(
                    $"| {pace} | healthy, {Table.Percent(rate)} | {string.Join(" | ", peers.Concat(ours))} |"
                );
            }
        }

        writer.WriteLine();
    }

    private static void PrintArgo(TextWriter writer, int runs)
    {
        RehearsalPlan moving = Ours.Plan(ArgoSteps, 15);
        writer.WriteLine(
            $"### Beside Argo Rollouts, its documented example, 20 to 80 % in steps of 10 min (ours: {runs} runs)\n"
        );
        writer.WriteLine("| requests/s | failures | Argo Rollouts | ours, moving on by time, 15 s ticks |");
        writer.WriteLine("|---:|---|---|---|");
        foreach (((double From, double To) change, double pace) in Cases())
        {
            Caught argo = Argo.Against(pace, change.From, change.To);
            Caught ours = Ours.Against(moving, pace, change.From, change.To, runs);
            writer.WriteLine($"| {pace} | {Table.Change(change)} | {Table.Cells([argo], [ours])} |");
        }

        writer.WriteLine();
    }

    private static Caught Flagger(int threshold, double pace, (double From, double To) change) =>
        new FlaggerRule { Weights = FlaggerWeights, Threshold = threshold }
            .Against(pace, change.From, change.To)
            .Caught;
}
