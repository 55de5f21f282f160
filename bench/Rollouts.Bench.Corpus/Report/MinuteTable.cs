using System.Globalization;
using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;
using Rollouts.Bench.Corpus.Judging;
using Rollouts.Bench.Corpus.Traffic;

namespace Rollouts.Bench.Corpus.Report;

/// <summary>
/// The judge of failures where a source has one count a minute, on the same traffic: the forms of evidence side by side.
/// It is apart from the headline, whose plan reads its source every five seconds.
/// </summary>
internal static class MinuteTable
{
    private const int TicksInMinute = (int)(60 / RolloutTraffic.TickSeconds);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly (string Name, RelativeSettings Settings)[] Forms =
    [
        ("as shipped", RelativeSettings.ForTicksOf(Minute)),
        ("each failure at a third", new() { Form = EvidenceForm.Event, ArmsAligned = true }),
        (
            "each failure at a tenth",
            new()
            {
                Form = EvidenceForm.Event,
                ArmsAligned = true,
                Overdispersion = 10,
            }
        ),
        ("one vote a minute", new() { Form = EvidenceForm.Vote, ArmsAligned = true }),
    ];

    private static readonly Surroundings[] Steady = [Surroundings.Steady];

    private static readonly Surroundings[] Bursts = [Surroundings.Bursts];

    private static readonly Scenario[] Classes =
    [
        new("healthy, steady, 0.1 % fail", Fault: null, Steady),
        new("healthy, bursts of 5, 0.1 % fail", Fault: null, Bursts),
        new("healthy, bursts of 5, 0.5 % fail", Fault: null, Bursts) { FailingShare = 0.005 },
        new("healthy, bursts of 5, 1 % fail", Fault: null, Bursts) { FailingShare = 0.01 },
        new("healthy, bursts of 5, 1 % fail, 1000 requests/s", Fault: null, Bursts)
        {
            FailingShare = 0.01,
            RequestsPerSecond = 1000,
        },
        new("healthy, shared incidents", Fault: null, [Surroundings.SharedIncidents]),
        new("everything fails", new Fault.Fails(1), Steady),
        new("0.1 to 5 %", new Fault.Fails(0.049), Steady),
        new("0.1 to 1 %", new Fault.Fails(0.009), Steady),
        new("0.1 to 1 %, 10 requests/s", new Fault.Fails(0.009), Steady) { RequestsPerSecond = 10 },
        new("0.1 to 1 %, 1000 requests/s", new Fault.Fails(0.009), Steady) { RequestsPerSecond = 1000 },
        new("1 to 2 %", new Fault.Fails(0.0101), Steady) { FailingShare = 0.01 },
        new("0.1 to 5 % after 60 min", new Fault.Fails(0.049) { Onset = 3600 }, Steady),
    ];

    public static void Print(TextWriter writer, int runs)
    {
        double[] shares = Published.Shares(Published.Spec(), RolloutTraffic.TickSeconds);
        writer.WriteLine(
            $"### One count a minute, {runs} rollouts of each class: rolled back, mean time, requests hurt\n"
        );
        writer.WriteLine($"| | {string.Join(" | ", Forms.Select(form => form.Name))} |");
        writer.WriteLine("|---|" + string.Concat(Forms.Select(_ => "---|")));
        foreach (Scenario scenario in Classes)
        {
            var ends = new (double? Found, double Hurt)[runs][];
            Parallel.For(0, runs, run => ends[run] = Run(scenario, (1UL << 40) + (ulong)run, shares));
            Tally[] tallies = [.. Forms.Select(_ => new Tally())];
            foreach ((double? Found, double Hurt)[] run in ends)
            {
                for (int form = 0; form < Forms.Length; form++)
                {
                    tallies[form].Add(run[form].Found, isHeld: false, run[form].Hurt);
                }
            }

            writer.WriteLine($"| {scenario.Name} | {string.Join(" | ", tallies.Select(one => Cell(scenario, one)))} |");
        }
    }

    private static (double? Found, double Hurt)[] Run(Scenario scenario, ulong seed, double[] shares)
    {
        var traffic = new RolloutTraffic(scenario, seed, shares.Length + 1);
        var start = new Instant(1_800_000_000_000_000);
        CheckState[] states =
        [
            .. Forms.Select(form =>
                CheckStates.Begin(form.Settings with { PlannedTicks = shares.Length / TicksInMinute }, start)
            ),
        ];
        var ends = new (double? Found, double Hurt)[Forms.Length];
        double onset = scenario.Fault?.Onset ?? 0;
        int shifted = 0;
        for (int minute = 0; minute < shares.Length / TicksInMinute; minute++)
        {
            int first = minute * TicksInMinute;
            bool isShift = minute == 0 || shares[first] != shares[first - 1];
            shifted = isShift ? first : shifted;
            (Sample candidate, Sample baseline, double hurt) = (Sample.None, Sample.None, 0.0);
            for (int tick = first; tick < first + TicksInMinute; tick++)
            {
                var drawn = traffic.Draw(tick, shares[tick], shifted);
                candidate = candidate.Plus(drawn.Candidate);
                baseline = baseline.Plus(drawn.Baseline);
                hurt += drawn.Hurt;
            }

            Instant from = start + (minute * Minute);
            var counts = new CountTick(
                minute + 1,
                from,
                from + Minute,
                new ArmIncrement(candidate.Requests, candidate.Failing),
                new ArmIncrement(baseline.Requests, baseline.Failing)
            );
            for (int form = 0; form < states.Length; form++)
            {
                if (ends[form].Found is not null)
                {
                    continue;
                }

                if (isShift)
                {
                    states[form].Shifted(new Shift(from, Split.BothArms));
                }

                bool isBreach = states[form].Judge(counts) == CheckOutcome.Breach;
                ends[form] = (isBreach ? ((minute + 1) * 60) - onset : null, ends[form].Hurt + hurt);
            }
        }

        return ends;
    }

    private static string Cell(Scenario scenario, Tally tally) =>
        scenario.IsHealthy
            ? Wilson.Text(tally.Found, tally.Runs)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Wilson.Text(tally.Found, tally.Runs)}, {tally.MeanSeconds:N0} s, {tally.MeanHurt:N0}"
            );
}
