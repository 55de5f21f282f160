using Rollouts.Analysis;
using Rollouts.Analysis.Compare;

namespace Rollouts.Domain.Tests.Analysis.Compare;

public sealed class ScoreTests
{
    private static readonly Dictionary<string, double> NoWeights = [];

    [Fact]
    public void A_check_that_could_not_be_judged_counts_as_a_failure()
    {
        Assert.Equal(50, Score.Of([Check(Classification.Pass), Check(Classification.Error)], NoWeights).Value);
        Assert.Equal(0, Score.Of([Check(Classification.Error)], NoWeights).Value);
    }

    [Fact]
    public void Muted_checks_are_left_out() =>
        Assert.Equal(
            100,
            Score.Of([Check(Classification.Pass), Check(Classification.High) with { Muted = true }], NoWeights).Value
        );

    [Fact]
    public void A_critical_failure_fails_everything_and_says_which()
    {
        ScoredCheck critical = Check(Classification.Low) with { IsCritical = true, Name = "memory" };
        Score score = Score.Of([Check(Classification.Pass), critical], NoWeights);
        Assert.Equal((0, "the critical check memory did not pass"), (score.Value, score.Reason));
    }

    [Fact]
    public void Groups_weigh_what_they_are_given_and_share_the_rest()
    {
        ScoredCheck[] checks =
        [
            Check(Classification.High, "latency"),
            Check(Classification.Pass, "errors"),
            Check(Classification.Pass, "load"),
        ];
        Assert.Equal(40, Score.Of(checks, new Dictionary<string, double> { ["latency"] = 60 }).Value);
    }

    [Theory]
    [InlineData(80, 75.0, 50.0, CheckOutcome.Healthy)]
    [InlineData(60, 75.0, 50.0, CheckOutcome.Watching)]
    [InlineData(40, 75.0, 50.0, CheckOutcome.Breach)]
    [InlineData(60, 75.0, null, CheckOutcome.Breach)]
    public void A_score_passes_fails_or_is_left_to_a_person(
        double value,
        double? pass,
        double? marginal,
        CheckOutcome expected
    )
    {
        Verdict verdict = new Score(value, new Dictionary<string, double> { ["errors"] = value }).Verdict(
            pass,
            marginal
        );
        Assert.Equal(expected, verdict.Outcome);
        Assert.Equal($"the comparisons score {value} of 100 (errors {value})", verdict.Evidence.Sentence);
    }

    private static ScoredCheck Check(Classification classification, string group = "all") =>
        new("check", classification, [group]);
}
