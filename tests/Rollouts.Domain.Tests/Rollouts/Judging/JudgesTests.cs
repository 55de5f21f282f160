using Rollouts.Analysis;
using Rollouts.Analysis.BurnRate;
using Rollouts.Analysis.Compare;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Threshold;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts.Judging;

public sealed class JudgesTests
{
    [Fact]
    public void The_plans_false_alarm_is_shared_by_those_who_could_raise_one()
    {
        var shared = (RelativeSettings)Of(Some.Errors, Some.ErrorLimit, Some.ErrorLimit with { DryRun = true });

        Assert.Equal(0.005, shared.FalseAlarm, precision: 12);
    }

    [Fact]
    public void A_comparison_with_the_baseline_keeps_to_what_the_plan_tolerates()
    {
        var judge = new Judge.Sequential(
            new Reference.Baseline(1.5m, Proportion.Percent(0.2m)),
            SlowerThan: TimeSpan.FromMilliseconds(500)
        );

        var settings = (RelativeSettings)Of(Some.Errors with { Judge = judge, WarmUp = TimeSpan.FromMinutes(1) });

        Assert.Equal((1.5, 0.002), (settings.ToleratedRatio, settings.LeastExcess));
        Assert.Equal(["500ms"], settings.Edges);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.WarmUp);
    }

    [Theory]
    [InlineData(null, 20)]
    [InlineData(Stickiness.Forbidden, 20)]
    [InlineData(Stickiness.Required, 100)]
    public void The_share_has_a_budget_of_its_own_and_expects_the_largest_groups(Stickiness? stickiness, double group)
    {
        var plan = Some.Canary(Some.Shift(5), Some.Hold(10)) with { Stickiness = stickiness };
        var terms = Known.TermsOf(plan);
        var rule = new ShareRule(Some.ErrorLimit.Name, Proportion.Percent(0.1m), TroubleAction.Hold);
        terms = terms with
        {
            Share = ShareChecks.Of(plan with { Share = rule }, countsOneRoute: false),
            Targets =
            [
                terms.Targets[0] with
                {
                    Distribution = new RequestDistribution { Group = 20, Drain = TimeSpan.FromSeconds(5) },
                },
            ],
        };

        var settings = (ShareSettings)Judges.Of(terms, terms.Share!);

        Assert.Equal((0.001, group), (settings.FalseMisrouted, settings.Group));
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Drain);
        Assert.Equal(0.01, ((LimitSettings)Judges.Of(terms, Some.ErrorLimit)).FalseAlarm, precision: 12);
    }

    [Fact]
    public void Patience_with_silence_is_left_to_the_machine()
    {
        var settings = Of(Some.ErrorLimit);

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (settings.NoDataAfter, settings.SourceFailedAfter));
    }

    [Fact]
    public void A_fault_may_begin_at_any_tick_of_which_there_is_something_to_judge()
    {
        var terms = Known.TermsOf(
            Some.Canary(
                Some.Shift(5),
                Some.Hold(10),
                Some.Shift(50),
                Some.Verify(2, 30),
                Some.Shift(100),
                Some.Bake(60)
            )
        );
        var relative = Some.Errors with { Every = TimeSpan.FromSeconds(15) };

        Assert.Equal((10 + 30) * 4, Judges.PlannedTicks(terms, relative));
        Assert.Equal((10 + 30 + 60) * 4, Judges.PlannedTicks(terms, relative with { Judge = Some.ErrorLimit.Judge }));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(15, false)]
    public void Both_arms_of_a_source_that_counts_by_the_clock_are_read_for_the_same_period(int seconds, bool aligned)
    {
        var settings = (RelativeSettings)Of(Some.Errors with { Every = TimeSpan.FromSeconds(seconds) });
        Assert.Equal((EvidenceForm.Robust, aligned), (settings.Form, settings.ArmsAligned));
    }

    [Fact]
    public void A_limit_is_judged_in_the_form_that_bursts_do_not_fool()
    {
        var minutes = Some.ErrorLimit with { Every = TimeSpan.FromMinutes(1) };
        Assert.Equal(EvidenceForm.Robust, ((LimitSettings)Of(minutes)).Form);
    }

    [Fact]
    public void A_label_is_judged_where_the_check_has_counts_of_its_own()
    {
        var counts = (Subject.Counts)Some.Errors.Subject;
        var labelled = Some.Errors with { Subject = counts with { By = "path" } };
        Assert.Equal("path", ((RelativeSettings)Of(labelled)).By);
        Assert.Null(((RelativeSettings)Of(Some.Errors)).By);
    }

    [Fact]
    public void A_threshold_forgives_what_the_plan_forgives()
    {
        var settings = (ThresholdSettings)Of(
            Some.ErrorLimit with
            {
                Judge = new Judge.Threshold(
                    new ValueLimit.Between(new Quantity(0.1, "100ms"), new Quantity(0.5, "500ms")),
                    new Tolerance.OfLast(2, 5)
                ),
            }
        );

        Assert.Equal((0.1, 0.5), (settings.AtLeast, settings.AtMost));
        Assert.Equal(new Forgiveness(2, 5), settings.Forgiveness);
        Assert.Equal("between 100ms and 500ms", settings.Written);
    }

    [Fact]
    public void A_burn_rate_watches_the_windows_of_the_plan()
    {
        var window = new Domain.Plans.Checks.BurnWindow(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 14.4m);
        var settings = (BurnRateSettings)Of(
            Some.ErrorLimit with
            {
                Judge = new Judge.BurnRate(Proportion.Percent(99.9m), [window], LeastBad: 7),
            }
        );

        Assert.Equal((0.999, 7), (settings.Objective, settings.LeastBad));
        Assert.Equal([new BurnRule(window.Long, window.Short, 14.4)], settings.Rules);
    }

    [Fact]
    public void A_comparison_of_values_keeps_its_options()
    {
        var settings = (CompareSettings)Of(
            Some.ErrorLimit with
            {
                Judge = new Judge.Compare(
                    new CompareRule
                    {
                        Direction = CompareDirection.Increase,
                        Tolerance = Proportion.Percent(10),
                        Critical = true,
                    }
                ),
            }
        );

        Assert.Equal((Direction.Increase, 0.1, true), (settings.Direction, settings.Tolerance, settings.Critical));
    }

    [Fact]
    public void A_question_says_who_has_traffic_and_what_would_be_healthy()
    {
        var verify = new Domain.Plans.Strategies.Step.Do(
            new Domain.Plans.Courses.Instruction.Verify(
                TimeSpan.FromMinutes(2),
                TimeSpan.FromMinutes(9),
                Requests: 500,
                Proportion.Percent(0.5m),
                Domain.Plans.Strategies.UndecidedAction.Hold,
                Some.Place
            )
        );
        var play = Play.Of(Some.Canary(Some.Shift(5), verify, Some.Shift(50), Some.Hold(5), Some.Bake(0)));
        var before = Assert.Single(play.Desired.Questions);

        play.Begin();
        var asked = Assert.Single(play.Desired.Questions);

        Assert.Equal((Split.BaselineAlone, (Instant?)null), (before.Split, before.ConcludesFrom));
        Assert.Equal((Split.BothArms, 500, 0.005), (asked.Split, asked.LeastRequests, asked.Margin));
        Assert.Equal(play.Now + TimeSpan.FromMinutes(2), asked.ConcludesFrom);
    }

    private static JudgeSettings Of(params Check[] checks) =>
        Judges.Of(
            Known.TermsOf(Some.Canary(Some.Shift(5), Some.Hold(10)) with { Checks = checks.ToValueList() }),
            checks[0]
        );
}
