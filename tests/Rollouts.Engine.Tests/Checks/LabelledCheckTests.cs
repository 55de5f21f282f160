using Rollouts.Analysis;
using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Engine.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Checks;

/// <summary>A check by route, from the answers of its source to the verdict, stored between any two answers.</summary>
public sealed class LabelledCheckTests
{
    private static readonly Check Check = CheckEvaluations.Check with
    {
        Subject = new Subject.Counts(Query.Text("requests"), Query.Text("errors"), By: "route"),
        Judge = new Judge.Sequential(new Reference.Baseline(1.25m, Proportion.Percent(0.1m)), SlowerThan: null),
    };

    private static readonly RelativeSettings Settings = new() { By = "route" };

    [Fact]
    public void A_broken_route_is_found_in_the_answers_of_a_source_and_judged_the_same_from_the_journal()
    {
        List<JudgeInput> journal = [];
        var evaluation = CheckEvaluation.Begin(Check, Settings, CheckEvaluations.Begun);
        Verdict? verdict = null;
        var answers = 0;
        while (verdict?.Outcome != CheckOutcome.Breach && answers < 100)
        {
            answers++;
            var at = CheckEvaluations.At(answers);
            verdict = evaluation.Take(CheckEvaluations.Question(), Answered(answers, at), at);
            if (evaluation.TakeFullPage() is { } page)
            {
                journal.AddRange(JournalPage.Read(page.Bytes.Span));
            }

            evaluation = CheckEvaluationPacking.Unpack(Check, Settings, CheckEvaluationPacking.Pack(evaluation))!;
        }

        Assert.StartsWith("route /pay: candidate fails", verdict!.Evidence.Sentence, StringComparison.Ordinal);
        journal.AddRange(JournalPage.Read(evaluation.Page.Bytes.Span));
        Assert.Equal(verdict, JournalReplay.Run(Settings, journal).Last().Verdict);
        var labels = journal
            .OfType<JudgeInput.Judged>()
            .Select(judged => judged.Tick)
            .OfType<CountTick>()
            .Last()
            .Labels;
        Assert.Equal(["", "/shop", "/pay"], labels.Select(label => label.Value));
    }

    [Fact]
    public void An_evaluation_with_the_most_labels_is_stored_and_read_back()
    {
        var evaluation = CheckEvaluation.Begin(Check, Settings, CheckEvaluations.Begun);
        for (var answer = 1; answer < 70; answer++)
        {
            var at = CheckEvaluations.At(answer);
            var samples = Enumerable
                .Range(0, 60)
                .SelectMany(route => Of(new string('r', 50) + route, 1000L * answer, answer, (ulong)(route + 9), at));
            evaluation.Take(CheckEvaluations.Question(), Got([.. samples]), at);
            var stored = CheckEvaluationPacking.Pack(evaluation);
            evaluation = CheckEvaluationPacking.Unpack(Check, Settings, stored)!;
            Assert.Equal(stored, CheckEvaluationPacking.Pack(evaluation));
            evaluation.TakeFullPage();
        }
    }

    private static Answer<Reading> Answered(int answer, Instant at) =>
        Got([.. Of("/shop", 5000L * answer, 5 * answer, 1, at), .. Of("/pay", 6L * answer, answer, 2, at, broken: 5)]);

    private static Answer<Reading> Got(CounterSample[] samples) =>
        new Answer<Reading>.Got(new Reading.Counters([.. samples], Check.Every));

    private static IEnumerable<CounterSample> Of(
        string route,
        double requests,
        double bad,
        ulong number,
        Instant at,
        int broken = 0
    ) =>
        from arm in new[] { Arm.Candidate, Arm.Baseline }
        from role in new[] { CounterRole.Total, CounterRole.Bad }
        let series = (4 * number) + (2 * (ulong)arm) + (ulong)(role == CounterRole.Bad ? 1 : 0)
        let isBroken = broken > 0 && arm == Arm.Candidate
        let value = role == CounterRole.Total ? requests
        : isBroken ? broken * bad
        : broken > 0 ? 0
        : bad
        select new CounterSample(arm, role, 0, series, Instance: 1 + (ulong)arm, at, value) { Label = route };
}
