using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>A check for a part of the course is asked, awaited and acted on in that part alone.</summary>
public sealed class CheckRangeTests
{
    private const string Late = "late";

    [Fact]
    public void Is_not_asked_before_its_first_step()
    {
        var play = Play.Begun(From("half"));

        Assert.Equal(["error-limit"], Asked(play));
        Assert.Equal(["error-limit", Late], Asked(play.PassMinutes(10)));
    }

    [Fact]
    public void Is_not_asked_after_the_end_of_its_last_step()
    {
        var play = Play.Begun(Until("few"));
        Assert.Equal(["error-limit", Late], Asked(play));

        Assert.Equal(["error-limit"], Asked(play.PassMinutes(10)));
    }

    [Fact]
    public void Does_not_keep_a_rollout_queued_whose_source_it_asks_later()
    {
        var play = Play.Of(From("half")).See(new Observation.BlockersChanged([])).MeetDesires();
        play.Judge("error-limit", CheckOutcome.Watching);

        Assert.Equal("Running", play.MeetDesires().Status);
    }

    [Fact]
    public void Takes_back_a_release_that_breaks_it_in_its_part()
    {
        var play = Play.Begun(From("half")).PassMinutes(10).Judge(Late, CheckOutcome.Breach);

        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Records_nothing_of_an_answer_that_comes_after_its_part()
    {
        var play = Play.Begun(Until("few")).PassMinutes(10);
        var before = play.State.Version;

        Assert.Equal(("Running", before), (play.Judge(Late, CheckOutcome.Breach).Status, play.State.Version));
    }

    [Fact]
    public void Keeps_a_verify_outside_of_its_part_from_nothing()
    {
        var play = Play.Begun(Until("few")).PassMinutes(10).Judge("error-limit", CheckOutcome.Healthy);

        Assert.Equal("Bake", play.PassMinutes(2).StepNow);
    }

    [Fact]
    public void Holds_a_verify_inside_of_its_part()
    {
        var play = Play.Begun(From("half")).PassMinutes(10).Judge("error-limit", CheckOutcome.Healthy).PassMinutes(2);
        Assert.Equal("Verify", play.StepNow);

        Assert.Equal("Bake", play.Judge(Late, CheckOutcome.Healthy).StepNow);
    }

    [Fact]
    public void Has_its_time_limits_from_its_first_step_on()
    {
        var play = Play.Begun(From("half")).PassMinutes(10);

        Assert.Equal(play.Now, play.State.Checks[1].Since);
    }

    [Fact]
    public void Watches_the_finished_waves_unless_it_has_an_end()
    {
        var perTarget = new Subject.Counts(Query.Text("r{t=\"{target}\"}"), Query.Text("e{t=\"{target}\"}"));
        Plan Over(Plan plan) =>
            plan with
            {
                Waves = [Some.Wave("one"), Some.Wave("two")],
                Checks = plan.Checks.Select(check => check with { Subject = perTarget }).ToValueList(),
            };

        Assert.Contains("late/one", AskedInSecondWave(Over(From("half"))));
        Assert.DoesNotContain("late/one", AskedInSecondWave(Over(Until("few"))));
        Assert.Contains("late/two", AskedInSecondWave(Over(Until("few"))));
    }

    private static List<string> AskedInSecondWave(Plan plan)
    {
        var play = Play.Begun(plan).PassMinutes(10).Healthy().PassMinutes(2).Healthy().PassMinutes(10).MeetDesires();
        Assert.Equal(1, play.State.Position.Wave);
        return [.. DesiredState.QuestionsOf(play.State).Select(one => $"{one.Check}/{one.Target}")];
    }

    private static List<string> Asked(Play play) =>
        [.. DesiredState.QuestionsOf(play.State).Select(question => question.Check.Value)];

    private static Plan From(string step) => Course(Some.ErrorLimit with { From = new StepName(step) });

    private static Plan Until(string step) => Course(Some.ErrorLimit with { Until = new StepName(step) });

    private static Plan Course(Check late) =>
        Some.Canary(
            Some.Shift(5),
            Some.Hold(10).Named(new StepName("few")),
            Some.Shift(50).Named(new StepName("half")),
            Some.Verify(2, 30)
        ) with
        {
            Checks = [Some.ErrorLimit, late with { Name = new CheckName(Late) }],
        };
}
