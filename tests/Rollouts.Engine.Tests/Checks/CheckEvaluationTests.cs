using Rollouts.Analysis;
using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Threshold;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Engine.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Checks;

public sealed class CheckEvaluationTests
{
    [Fact]
    public void A_service_that_fails_too_often_is_found_out() =>
        Assert.Equal(CheckOutcome.Breach, CheckEvaluations.After(answers: 30, errors: 50).Told);

    [Fact]
    public void A_service_that_does_well_is_no_breach() =>
        Assert.NotEqual(CheckOutcome.Breach, CheckEvaluations.After(answers: 30, errors: 1).Told);

    [Fact]
    public void Values_are_kept_with_the_versions_that_they_are_of()
    {
        var check = CheckEvaluations.Check with
        {
            Subject = new Subject.Value(Query.Text("p99")),
            Judge = new Judge.Threshold(new ValueLimit.AtMost(new Quantity(0.5, "500ms")), new Tolerance.InARow(1)),
        };
        var settings = new ThresholdSettings { AtMost = 0.5 };
        var evaluation = CheckEvaluation.Begin(check, settings, CheckEvaluations.Begun);
        for (var i = 1; i <= OpenPage.MostTicks; i++)
        {
            var value = new Reading.Values(CheckEvaluations.At(i), i / 1000.0, double.NaN);
            evaluation.Take(CheckEvaluations.Question(), new Answer<Reading>.Got(value), CheckEvaluations.At(i));
            evaluation = CheckEvaluationPacking.Unpack(check, settings, CheckEvaluationPacking.Pack(evaluation))!;
        }

        var page = evaluation.TakeFullPage()!;
        var ticks = JournalPage.Samples(page.Bytes.Span).Cast<ValueTick>().ToList();

        Assert.Equal(
            Enumerable.Range(1, OpenPage.MostTicks).Select(i => i / 1000.0),
            ticks.Select(tick => tick.Candidate)
        );
        Assert.Equal((CheckEvaluations.Begun, CheckEvaluations.At(OpenPage.MostTicks)), (page.From, page.To));
    }

    [Fact]
    public void An_outage_of_the_source_leaves_no_gap()
    {
        var evaluation = CheckEvaluations.After(answers: 3);
        var fault = new Fault(FaultKind.Unreachable, "the source is not there");

        evaluation.Take(CheckEvaluations.Question(), new Answer<Reading>.Failed(fault), CheckEvaluations.At(4));
        Assert.Equal(CheckEvaluations.At(3), evaluation.AskedUntil);

        evaluation.Take(
            CheckEvaluations.Question(),
            CheckEvaluations.Counted(5000, 5, CheckEvaluations.At(5)),
            CheckEvaluations.At(5)
        );
        Assert.Equal(CheckEvaluations.At(5), evaluation.AskedUntil);
    }

    [Fact]
    public void The_verdict_of_a_source_that_fails_says_why_it_does()
    {
        var fault = new Fault(FaultKind.Denied, "the source does not know you");
        var evaluation = CheckEvaluations.After(answers: 1);

        Verdict verdict = evaluation.Take(CheckEvaluations.Question(), fault, CheckEvaluations.At(100));

        Assert.Equal(CheckOutcome.SourceFailed, verdict.Outcome);
        Assert.Equal("the source does not know you", verdict.Evidence.Sentence);
    }

    [Fact]
    public void Evidence_that_was_given_up_is_forgotten()
    {
        var evaluation = CheckEvaluations.After(answers: 30, errors: 50);

        var verdict = evaluation.Take(
            CheckEvaluations.Question(generation: 1),
            CheckEvaluations.Counted(31_000, 1_500, CheckEvaluations.At(31)),
            CheckEvaluations.At(31)
        );

        Assert.NotEqual(CheckOutcome.Breach, verdict.Outcome);
        Assert.Equal(1, evaluation.Generation);
    }

    [Fact]
    public void A_breach_outlives_the_next_shift()
    {
        var evaluation = CheckEvaluations.After(answers: 30, errors: 50);

        var verdict = evaluation.Take(
            CheckEvaluations.Question(epoch: 1),
            CheckEvaluations.Counted(31_000, 1_500, CheckEvaluations.At(31)),
            CheckEvaluations.At(31)
        );

        Assert.Equal(CheckOutcome.Breach, verdict.Outcome);
        Assert.Equal(1, evaluation.Epoch);
    }

    [Fact]
    public void A_full_page_is_handed_over_once()
    {
        var evaluation = CheckEvaluations.After(answers: 60);

        Assert.Equal(60, evaluation.TakeFullPage()!.Count);
        Assert.Null(evaluation.TakeFullPage());
    }
}
