using System.Diagnostics;
using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Power;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Detection;

/// <summary>
/// How soon a router that misroutes is found, how often one that obeys is found to, and what a tick of it costs.
/// </summary>
internal static class ShareTable
{
    private const double RequestsPerTick = 500;
    private const int HonestTicks = 300;
    private const int MostTicks = 2000;
    private const int RunsOfSpeed = 50;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private static readonly int[] Groups = [1, 10, 50];

    private static readonly (int Asked, double Got)[] Misrouted =
    [
        (5, 0.1),
        (5, 0.25),
        (5, 0.5),
        (5, 0),
        (25, 0.5),
        (50, 0.25),
        (1, 0.02),
    ];

    private static readonly int[] Honest = [5, 25, 50];

    /// <summary>
    /// What routers state: one that decides for each request, and one that decides for each connection.
    /// </summary>
    private static readonly double[] Stated = [ShareSettings.UsualGroup, 100];

    public static void Print(TextWriter writer, int runs, int honestRuns)
    {
        PrintFound(writer, runs);
        PrintHonest(writer, honestRuns);
        PrintCost(writer);
    }

    private static void PrintFound(TextWriter writer, int runs)
    {
        writer.WriteLine(
            $"Ticks of {RequestsPerTick} requests until a router is found to misroute, after the two that are not "
                + $"judged: median (90th percentile) of {runs} runs, group size {ShareSettings.UsualGroup} assumed\n"
        );
        writer.WriteLine($"| asked, got | {string.Join(" | ", Groups.Select(group => $"groups of {group}"))} |");
        writer.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---:|", Groups.Length)));
        foreach ((int asked, double got) in Misrouted)
        {
            writer.WriteLine(
                $"| {asked} %, {Table.Percent(got)} | "
                    + $"{string.Join(" | ", Groups.Select(group => Found(asked, got, group, runs)))} |"
            );
        }

        writer.WriteLine();
    }

    private static string Found(int asked, double got, int group, int runs)
    {
        List<int> ticks = [];
        for (int run = 0; run < runs; run++)
        {
            ticks.Add(TicksUntilFound(asked, got, group, MostTicks, new ShareSettings(), run) ?? MostTicks);
        }

        ticks.Sort();
        return $"{Text(ticks[runs / 2])} ({Text(ticks[runs * 9 / 10])})";
    }

    private static string Text(int ticks) => ticks == MostTicks ? "more" : $"{ticks - 2}";

    private static void PrintHonest(TextWriter writer, int runs)
    {
        writer.WriteLine(
            $"Routers that obey and are found to misroute within {HonestTicks} ticks, of {runs} runs (promised: "
                + "0.1 %)\n"
        );
        var columns = Stated.SelectMany(_ => Groups, (stated, group) => (Stated: stated, Group: group)).ToList();
        writer.WriteLine(
            "| asked and got | "
                + string.Join(" | ", columns.Select(one => $"groups of {one.Group}, {one.Stated} assumed"))
                + " |"
        );
        writer.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---:|", columns.Count)));
        foreach (int asked in Honest)
        {
            var cells = columns.Select(column =>
            {
                int found = 0;
                Parallel.For(
                    0,
                    runs,
                    run =>
                    {
                        var settings = new ShareSettings { Group = column.Stated };
                        if (TicksUntilFound(asked, asked / 100.0, column.Group, HonestTicks, settings, run) is not null)
                        {
                            Interlocked.Increment(ref found);
                        }
                    }
                );
                return Table.Percent(found, runs);
            });
            writer.WriteLine($"| {asked} % | {string.Join(" | ", cells)} |");
        }

        writer.WriteLine();
    }

    private static void PrintCost(TextWriter writer)
    {
        const int Count = 1_000_000;
        var random = new SeededGenerator(1);
        var traffic = new GroupedTraffic(RequestsPerTick, 0.05, group: 10);
        Instant start = default;
        CountTick[] ticks =
        [
            .. Enumerable
                .Range(1, 4096)
                .Select(number =>
                {
                    (ArmIncrement candidate, ArmIncrement baseline) = traffic.Draw(random);
                    return new CountTick(
                        number,
                        start + ((number - 1) * Tick),
                        start + (number * Tick),
                        candidate,
                        baseline
                    );
                }),
        ];
        byte[] room = new byte[CheckState.PackedAtMost];
        double best = double.PositiveInfinity;
        int bytes = 0;
        for (int run = 0; run < RunsOfSpeed; run++)
        {
            CheckState state = Begin();
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < Count / RunsOfSpeed; i++)
            {
                if (i % ticks.Length == 0)
                {
                    state = Begin();
                }

                state.Judge(ticks[i % ticks.Length]);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds / (Count / RunsOfSpeed));
            bytes = Math.Max(bytes, state.Pack(room));
        }

        writer.WriteLine(
            Table.Text($"A tick takes {best:0.00} us (the best of {RunsOfSpeed} runs); a state has {bytes} bytes.\n")
        );

        CheckState Begin()
        {
            CheckState state = CheckStates.Begin(new ShareSettings(), start);
            state.Shifted(new Shift(start, Split.BothArms, InForce: Weight.Percent(5)));
            return state;
        }
    }

    private static int? TicksUntilFound(int asked, double got, int group, int ticks, ShareSettings settings, int run) =>
        ShareRehearsal.TicksUntilFound(
            settings,
            Weight.Percent(asked),
            new GroupedTraffic(RequestsPerTick, got, group),
            ticks,
            new SeededGenerator(((ulong)(asked + (1000 * group)) << 32) + (ulong)run),
            Tick
        );
}
