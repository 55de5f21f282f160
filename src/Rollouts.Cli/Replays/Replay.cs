using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.Simulations;
using Rollouts.Domain.Names;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Judging;

namespace Rollouts.Cli.Replays;

/// <summary>
/// Judges the samples of an evidence bundle again, by the checks of a plan. A check of a value that has no values of
/// its own is given the share of good answers of a check of counts, or of bad ones where its limit is an upper one.
/// </summary>
internal static class Replay
{
    /// <summary>A larger limit can only be meant in percent.</summary>
    private const double LargestShare = 1;

    public static ReplayShape Of(Plan plan, EvidenceBundle bundle)
    {
        var opened = bundle.Records.Count > 0 ? bundle.Records[0].At : DateTimeOffset.UnixEpoch;
        var (simulation, refusal) = Simulation.Open(
            plan,
            new VersionName("replayed"),
            demand: null,
            Script.Good,
            countsOneRoute: false,
            Instant.From(opened)
        );
        if (simulation is null)
        {
            throw new CommandFailedException(ExitCodes.Refused, $"{refusal!.Code}: {refusal.Message}");
        }

        List<ReplayedVerdict> verdicts = [];
        List<string> leftOut = [];
        foreach (var check in plan.Checks.Where(check => !check.DryRun))
        {
            var series = SeriesFor(check, bundle);
            if (series.Count == 0 || check.Judge is Judge.Compare)
            {
                leftOut.Add($"{check.Name}: the evidence holds no samples that it could judge");
                continue;
            }

            verdicts.AddRange(series.SelectMany(one => Judge(simulation.State.Spec, check, one)));
        }

        verdicts.Sort((left, right) => left.At.CompareTo(right.At));
        var breach = verdicts.Find(verdict => verdict.Outcome == nameof(CheckOutcome.Breach));
        return new ReplayShape(
            bundle.Rollout.Id,
            bundle.Rollout.Status,
            RolledBackAt(bundle),
            breach?.At,
            breach?.Check,
            JudgementOf(bundle, breach?.At),
            verdicts,
            leftOut
        );
    }

    private static IEnumerable<ReplayedVerdict> Judge(RolloutSpec spec, Check check, EvidenceSeries series)
    {
        if (series.Samples.Count == 0)
        {
            yield break;
        }

        var state = CheckStates.Begin(Judges.Of(spec, check), Instant.From(series.Samples[0].From));
        CheckOutcome? last = null;
        Split? split = null;
        long number = 0;
        var gathered = new SampleSum();
        foreach (var sample in series.Samples)
        {
            gathered.Add(sample);
            if (!series.HoldsValues && gathered.Lasts < check.Every && sample != series.Samples[^1])
            {
                continue;
            }

            number++;
            if ((series.HoldsValues ? Split.BothArms : gathered.Split) is var seen && seen != split)
            {
                split = seen;
                state.Shifted(new Shift(Instant.From(gathered.From), seen));
            }

            state.Judge(series.HoldsValues ? ValueOf(number, sample) : TickOf(check, number, gathered));
            gathered = new SampleSum();
            var verdict = state.Verdict();
            if (verdict.Outcome != last)
            {
                last = verdict.Outcome;
                yield return new ReplayedVerdict(
                    sample.To,
                    check.Name.Value,
                    series.Target,
                    verdict.Outcome.ToString(),
                    verdict.Evidence.Sentence
                );
            }
        }
    }

    private static ValueTick ValueOf(long number, SampleShape sample) =>
        new(
            number,
            Instant.From(sample.From),
            Instant.From(sample.To),
            sample.CandidateValue ?? double.NaN,
            sample.BaselineValue ?? double.NaN
        );

    private static Tick TickOf(Check check, long number, SampleSum sum) =>
        check.Judge is Judge.Threshold threshold
            ? new ValueTick(
                number,
                Instant.From(sum.From),
                Instant.From(sum.To),
                ValueOf(threshold.Limit, sum.CandidateBad, sum.Candidate),
                ValueOf(threshold.Limit, sum.BaselineBad, sum.Baseline)
            )
            : new CountTick(
                number,
                Instant.From(sum.From),
                Instant.From(sum.To),
                new ArmIncrement(sum.Candidate, sum.CandidateBad, sum.CandidateBad, sum.CandidateBad),
                new ArmIncrement(sum.Baseline, sum.BaselineBad, sum.BaselineBad, sum.BaselineBad)
            )
            {
                Labels = check.Subject is Subject.Counts { By: not null } ? sum.Labels() : [],
            };

    private static double ValueOf(ValueLimit limit, long bad, long all)
    {
        if (all == 0)
        {
            return double.NaN;
        }

        var share = (double)bad / all;
        return limit switch
        {
            ValueLimit.AtLeast low => (1 - share) * (low.Bound.Value > LargestShare ? 100 : 1),
            ValueLimit.AtMost high => share * (high.Bound.Value > LargestShare ? 100 : 1),
            ValueLimit.Between between => (1 - share) * (between.High.Value > LargestShare ? 100 : 1),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // A series with the check's own name is used, otherwise every series that counts requests, because names often
    // differ between systems.
    private static List<EvidenceSeries> SeriesFor(Check check, EvidenceBundle bundle)
    {
        var own = bundle
            .Series.Where(series => series.Check == check.Name.Value && series.Samples.Count > 0)
            .Where(series => !series.HoldsValues || check.Judge is Judge.Threshold)
            .ToList();
        var counted = bundle.Series.Where(series => series.Samples.Count > 0 && !series.HoldsValues).ToList();
        return own.Count > 0 ? own : [.. counted.GroupBy(series => series.Target).Select(group => group.First())];
    }

    private static DateTimeOffset? RolledBackAt(EvidenceBundle bundle) =>
        bundle
            .Records.FirstOrDefault(record =>
                record.Event.StartsWith("rollout.rollback-started.", StringComparison.Ordinal)
            )
            ?.At;

    private static string JudgementOf(EvidenceBundle bundle, DateTimeOffset? decided) =>
        (RolledBackAt(bundle), decided) switch
        {
            (null, null) => "same",
            (null, _) => "wrong",
            (_, null) => "missed",
            ({ } recorded, { } now) => now < recorded ? "earlier"
            : now > recorded ? "later"
            : "same",
        };

    /// <summary>The samples of one evaluation of a check.</summary>
    private sealed class SampleSum
    {
        private readonly Dictionary<string, (ArmIncrement Candidate, ArmIncrement Baseline)> _labels = new(
            StringComparer.Ordinal
        );

        public DateTimeOffset From { get; private set; }

        public DateTimeOffset To { get; private set; }

        public TimeSpan Lasts => To - From;

        public Split Split =>
            Candidate == 0 ? Split.BaselineAlone
            : Baseline == 0 ? Split.CandidateAlone
            : Split.BothArms;

        public long Candidate { get; private set; }

        public long CandidateBad { get; private set; }

        public long Baseline { get; private set; }

        public long BaselineBad { get; private set; }

        public void Add(SampleShape sample)
        {
            From = Candidate + Baseline == 0 && To == default ? sample.From : From;
            To = sample.To;
            Candidate += sample.Candidate;
            CandidateBad += sample.CandidateBad;
            Baseline += sample.Baseline;
            BaselineBad += sample.BaselineBad;
            foreach (var label in sample.Labels ?? [])
            {
                _labels.TryGetValue(label.Value, out var known);
                _labels[label.Value] = (
                    Sum(known.Candidate, label.Candidate, label.CandidateBad),
                    Sum(known.Baseline, label.Baseline, label.BaselineBad)
                );
            }
        }

        public ValueList<LabelIncrement> Labels() =>
            _labels
                .Select(label => new LabelIncrement(label.Key, label.Value.Candidate, label.Value.Baseline))
                .ToValueList();

        private static ArmIncrement Sum(ArmIncrement known, long requests, long bad) =>
            new(known.Requests + requests, known.Bad + bad);
    }
}
