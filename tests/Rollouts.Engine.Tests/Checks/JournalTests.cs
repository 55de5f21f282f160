using Rollouts.Analysis;
using Rollouts.Analysis.BurnRate;
using Rollouts.Analysis.Compare;
using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Threshold;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Engine.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Checks;

/// <summary>What a journal holds yields every verdict again, to the last bit.</summary>
public sealed class JournalTests
{
    private const int Rollouts = 1_000;

    [Fact]
    public void Verdicts_of_random_rollouts_come_out_the_same()
    {
        for (var seed = 0; seed < Rollouts; seed++)
        {
            var random = new Random(seed);
            var (check, settings) = Judge(random);
            List<ReadOnlyMemory<byte>> pages = [];
            List<(long Ticks, Verdict Verdict)> lived = [];
            var evaluation = Live(random, check, settings, pages, lived);
            pages.Add(evaluation.Page.Bytes);

            var inputs = pages.SelectMany(page => JournalPage.Read(page.Span)).ToList();
            var replayed = JournalReplay.Run(settings, inputs).ToList();
            var next = 0;
            foreach (var (_, _, verdict) in replayed)
            {
                while (next < lived.Count && lived[next].Verdict == verdict)
                {
                    next++;
                }
            }

            Assert.True(next == lived.Count, $"seed {seed}: verdict {next} of {lived.Count} does not follow");
            Assert.Equal(CheckStates.Pack(evaluation.State), CheckStates.Pack(replayed[^1].State));
        }
    }

    [Fact]
    public void A_journal_of_an_older_build_says_that_its_beginning_is_missing() =>
        Assert.Throws<FormatException>(() =>
            JournalReplay
                .Run(CheckEvaluations.Settings, [new JudgeInput.StartedAfresh(CheckEvaluations.Begun)])
                .ToList()
        );

    // A rollout whose worker changes at any time: answers, silence, failures, shifts, renewals, and a packed state in
    // between.
    private static CheckEvaluation Live(
        Random random,
        Check check,
        JudgeSettings settings,
        List<ReadOnlyMemory<byte>> pages,
        List<(long, Verdict)> lived
    )
    {
        var evaluation = CheckEvaluation.Begin(check, settings, CheckEvaluations.Begun);
        var (epoch, generation, bad) = (0, 0, random.Next(3) == 0 ? 0.2 : 0.005);
        double requests = 0;
        double errors = 0;
        for (var i = 1; i < 20 + random.Next(150); i++)
        {
            epoch += random.Next(25) == 0 ? 1 : 0;
            generation += random.Next(60) == 0 ? 1 : 0;
            (requests, errors) = (requests + random.Next(2000), errors + (random.Next(2000) * bad));
            var at = CheckEvaluations.At(i);
            var question = CheckEvaluations.Question(generation, epoch) with
            {
                Split = (Split)random.Next(Enum.GetValues<Split>().Length),
                Margin = random.Next(2) == 0 ? 0.01 : null,
                InForce = random.Next(3) == 0 ? null : Weight.Percent(random.Next(1, 100)),
                ConcludesFrom = random.Next(4) == 0 ? at : null,
            };
            var verdict = evaluation.Take(question, Answer(random, check, requests, errors, at), at);
            if (verdict.Outcome != CheckOutcome.SourceFailed)
            {
                lived.Add((evaluation.State.LastTick, verdict));
            }

            if (evaluation.TakeFullPage() is { } full)
            {
                pages.Add(full.Bytes);
            }

            if (random.Next(3) == 0)
            {
                evaluation = CheckEvaluationPacking.Unpack(check, settings, CheckEvaluationPacking.Pack(evaluation))!;
            }
        }

        return evaluation;
    }

    private static Answer<Reading> Answer(Random random, Check check, double requests, double errors, Instant at) =>
        random.Next(12) == 0 ? new Fault(FaultKind.Unreachable, "the source is not there")
        : check.Subject is Subject.Value
            ? new Answer<Reading>.Got(
                new Reading.Values(at, random.Next(9) == 0 ? double.NaN : random.NextDouble(), random.NextDouble())
            )
        : CheckEvaluations.Counted(Math.Floor(requests), Math.Min(Math.Floor(errors), Math.Floor(requests)), at);

    private static (Check, JudgeSettings) Judge(Random random)
    {
        var value = CheckEvaluations.Check with { Subject = new Subject.Value(Query.Text("p99")) };
        return random.Next(7) switch
        {
            0 => (CheckEvaluations.Check, CheckEvaluations.Settings),
            1 => (CheckEvaluations.Check, new RelativeSettings { PlannedTicks = 100 }),
            2 => (
                CheckEvaluations.Check,
                new BurnRateSettings
                {
                    Objective = 0.99,
                    Rules = [new BurnRule(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 14.4)],
                }
            ),
            3 => (value, new ThresholdSettings { AtMost = 0.9, Forgiveness = new Forgiveness(2, 5) }),
            4 => (
                value,
                new ThresholdSettings
                {
                    AtMost = 0.9,
                    FailuresAtMost = 3,
                    Forgiveness = Forgiveness.InARow(3),
                }
            ),
            5 => (CheckEvaluations.Check, new ShareSettings()),
            _ => (
                value with
                {
                    Judge = new Judge.Compare(new CompareRule()),
                },
                new CompareSettings { LeastPoints = 10 }
            ),
        };
    }
}
