using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Detection;

/// <summary>How often a healthy release is called a breach at any look in half an hour.</summary>
internal static class FalseAlarmTable
{
    private static readonly Disturbance Steady = new("steady");

    /// <summary>The promise is at most 1 % in each row.</summary>
    private static readonly (double Rps, double Rate, double Tick, Disturbance Disturbance)[] Rows =
    [
        (1, 0.01, 15, Steady),
        (10, 0.001, 15, Steady),
        (10, 0.01, 15, Steady),
        (100, 0.001, 15, Steady),
        (100, 0.01, 15, Steady),
        (1000, 0.001, 15, Steady),
        (1000, 0.01, 15, Steady),
        (100, 0.01, 5, Steady),
        (100, 0.005, 15, new Disturbance("bursts of 2", Burst: 2)),
        (100, 0.001, 15, new Disturbance("bursts of 5", Burst: 5)),
        (100, 0.01, 15, new Disturbance("bursts of 5", Burst: 5)),
        (1000, 0.01, 15, new Disturbance("bursts of 5", Burst: 5)),
        (10, 0.01, 15, new Disturbance("shared incident x20", Incident: 20)),
        (100, 0.001, 15, new Disturbance("shared incident x20", Incident: 20)),
        (100, 0.002, 15, new Disturbance("the same, baseline a tick late", Incident: 20, LagTicks: 1)),
        (1000, 0.002, 15, new Disturbance("the same, baseline a tick late", Incident: 20, LagTicks: 1)),
        (100, 0.005, 60, Steady),
        (100, 0.005, 60, new Disturbance("bursts of 2", Burst: 2)),
        (100, 0.005, 60, new Disturbance("bursts of 5", Burst: 5)),
    ];

    private static readonly (string Name, RelativeSettings Settings)[] Judges =
    [
        ("ours, as shipped", new RelativeSettings()),
        ("ours, as shipped for a value a minute", RelativeSettings.ForTicksOf(TimeSpan.FromMinutes(1))),
        ("ours, no tolerance, no least excess", new RelativeSettings { ToleratedRatio = 1, LeastExcess = -1 }),
        (
            "ours, arms taken as aligned",
            new RelativeSettings
            {
                ToleratedRatio = 1,
                LeastExcess = -1,
                ArmsAligned = true,
            }
        ),
        (
            "every failure counts in full",
            new RelativeSettings
            {
                ToleratedRatio = 1,
                LeastExcess = -1,
                Form = EvidenceForm.Event,
                Overdispersion = 1,
            }
        ),
    ];

    public static void Print(TextWriter writer, int runs)
    {
        writer.WriteLine($"### False alarms while looking after every tick ({runs} runs a row)\n");
        writer.WriteLine(
            $"| traffic | {string.Join(" | ", Judges.Select(judge => judge.Name))} | textbook test, every tick |"
        );
        writer.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---:|", Judges.Length + 1)));
        for (int row = 0; row < Rows.Length; row++)
        {
            (double rps, double rate, double tick, Disturbance disturbance) = Rows[row];
            int[] alarms = Alarms(rps, rate, tick, disturbance, runs, seed: (ulong)row + 1);
            string label = Table.Text($"{disturbance.Name}, {rps} requests/s, {rate * 100} % fail, {tick} s ticks");
            writer.WriteLine($"| {label} | {string.Join(" | ", alarms.Select(count => Table.Percent(count, runs)))} |");
        }

        writer.WriteLine();
    }

    private static int[] Alarms(double rps, double rate, double tick, Disturbance disturbance, int runs, ulong seed)
    {
        int[] alarms = new int[Judges.Length + 1];
        var traffic = new DisturbedTraffic(rps, rate, disturbance, tick);
        for (int run = 0; run < runs; run++)
        {
            var random = new SeededGenerator((seed << 32) + (ulong)run);
            CheckState[] states =
            [
                .. Judges.Select(judge =>
                    CheckStates.Begin(
                        judge.Settings with
                        {
                            PlannedTicks = (int)(DisturbedTraffic.Length / tick),
                        },
                        default
                    )
                ),
            ];
            var naive = new NaiveTest();
            Play(random, traffic, tick, states, naive);
            for (int judge = 0; judge < states.Length; judge++)
            {
                alarms[judge] += states[judge].Outcome == CheckOutcome.Breach ? 1 : 0;
            }

            alarms[^1] += naive.IsAlarmed ? 1 : 0;
        }

        return alarms;
    }

    private static void Play(
        SeededGenerator random,
        DisturbedTraffic traffic,
        double seconds,
        CheckState[] states,
        NaiveTest naive
    )
    {
        var length = TimeSpan.FromSeconds(seconds);
        int ticks = (int)(DisturbedTraffic.Length / seconds);
        for (int number = 0; number <= ticks; number++)
        {
            // One tick of the baseline alone, then the shift.
            double begin = (number - 1) * seconds;
            double share = number == 0 ? 0 : DisturbedTraffic.ShareAt(begin);
            (ArmIncrement candidate, ArmIncrement baseline) = traffic.Draw(random, begin, share);
            Instant from = new Instant(0) + (number * length);
            var tick = new CountTick(number + 1, from, from + length, candidate, baseline);
            foreach (CheckState state in states)
            {
                state.Judge(tick);
                if (number == 0)
                {
                    state.Shifted(new Shift(tick.To, Split.BothArms));
                }
            }

            if (number > 0)
            {
                naive.Look(candidate, baseline);
            }
        }
    }
}
