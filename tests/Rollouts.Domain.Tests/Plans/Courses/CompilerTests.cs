using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Tests.Plans.Courses;

public sealed class CompilerTests
{
    [Fact]
    public void Begins_every_course_with_ready() =>
        Assert.IsType<Instruction.Ready>(Compiler.Compile(Some.Canary(Some.Shift(100))).Instructions[0]);

    [Fact]
    public void Adds_the_shift_to_100_and_a_bake_where_they_are_missing() =>
        Assert.Equal("ready, shift 5%, verify, shift 100%, bake 10m", Say(Some.Canary(Some.Shift(5))));

    [Fact]
    public void Puts_the_missing_shift_before_a_bake_that_stands_there() =>
        Assert.Equal("ready, shift 5%, verify, shift 100%, bake 1h", Say(Some.Canary(Some.Shift(5), Some.Bake(60))));

    [Fact]
    public void Drops_the_bake_when_it_is_declined() =>
        Assert.Equal("ready, shift 5%, verify, shift 100%", Say(Some.Canary(Some.Shift(5), Some.Bake(0))));

    [Fact]
    public void Adds_a_verify_before_100_where_a_required_check_compares_and_nothing_waits_for_it() =>
        Assert.Equal(
            "ready, shift 5%, verify, shift 100%, bake 10m",
            Say(Some.Canary(Some.Shift(5)) with { Checks = [Some.Errors] })
        );

    [Fact]
    public void Adds_no_verify_where_the_plan_has_one_since_the_shift_before_100() =>
        Assert.Equal(
            "ready, shift 5%, verify, hold 10m, shift 100%, bake 10m",
            Say(Some.Canary(Some.Shift(5), Some.Verify(1, 2), Some.Hold(10)))
        );

    // A verdict at 5 % says nothing of 50 %.
    [Fact]
    public void Adds_a_verify_where_the_one_of_the_plan_judged_an_earlier_weight() =>
        Assert.Equal(
            "ready, shift 5%, verify, shift 50%, hold 10m, verify, shift 100%, bake 10m",
            Say(Some.Canary(Some.Shift(5), Some.Verify(1, 2), Some.Shift(50), Some.Hold(10)))
        );

    // A verdict of a check that no longer watches is not to be had.
    [Fact]
    public void Adds_no_verify_for_a_check_that_no_longer_watches_there() =>
        Assert.Equal(
            "ready, shift 5%, verify, hold 10m, shift 50%, hold 10m, shift 100%, bake 10m",
            Say(
                Some.Canary(
                    Some.Shift(5),
                    Some.Verify(1, 2),
                    Some.Hold(10).Named(new StepName("few")),
                    Some.Shift(50),
                    Some.Hold(10)
                ) with
                {
                    Checks = [Some.ErrorLimit with { Until = new StepName("few") }],
                }
            )
        );

    // A verify judges the checks that watch at it, and no others.
    [Fact]
    public void Adds_a_verify_for_a_check_whose_part_begins_after_the_one_of_the_plan() =>
        Assert.Equal(
            "ready, shift 5%, verify, hold 10m, verify, shift 100%, bake 10m",
            Say(
                Some.Canary(Some.Shift(5), Some.Verify(1, 2), Some.Hold(10).Named(new StepName("late"))) with
                {
                    Checks = [Some.ErrorLimit with { From = new StepName("late") }],
                }
            )
        );

    // Finding 9: a hold asks no check, so a release succeeded although every check said NoData.
    [Fact]
    public void Adds_a_verify_behind_a_hold_for_an_absolute_check_alone() =>
        Assert.Equal(
            "ready, shift 20%, hold 1m, verify, shift 100%",
            Say(Some.Canary(Some.Shift(20), Some.Hold(1), Some.Bake(0)))
        );

    [Fact]
    public void Asks_for_what_the_environment_demands_before_100_whatever_the_plan_asks()
    {
        var demand = new ApprovalDemand([new GroupName("auditors")], 2);
        var plan = Some.Canary(Some.Shift(5), Some.Approve(60, once: false));

        var asked = Compiler.Compile(plan, demand).Instructions.OfType<Instruction.Approve>().ToList();

        Assert.Equal([null, plan.Environment], asked.Select(one => one.DemandedBy));
        Assert.Equal((2, true), (asked[1].Count, asked[1].Once));
        var course = Compiler.Compile(plan, demand);
        Assert.Equal(demand.From, asked[1].From);
        Assert.IsType<Instruction.Approve>(course.Instructions[course.Full - 1]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void Asks_for_no_more_where_a_step_of_the_plan_answers_the_demand(int count, int steps)
    {
        var demand = new ApprovalDemand([new GroupName("release"), new GroupName("auditors")], count);
        var plan = Some.Canary(Some.Shift(5), Some.Approve(60, once: false));

        Assert.Equal(steps, Compiler.Compile(plan, demand).Instructions.OfType<Instruction.Approve>().Count());
    }

    [Fact]
    public void Asks_for_the_approval_of_a_point_of_no_return_before_it() =>
        Assert.Equal(
            [typeof(Instruction.Approve), typeof(Instruction.PointOfNoReturn)],
            Compiler
                .Compile(Some.Canary(Some.Shift(5), Some.PassPoint()))
                .Instructions.Skip(2)
                .Take(2)
                .Select(instruction => instruction.GetType())
        );

    [Fact]
    public void Puts_the_verify_of_a_ramp_to_100_before_its_last_rung() =>
        Assert.Equal(
            "ready, shift 50%, hold 5m, verify, shift 100%, hold 5m, bake 10m",
            Say(Some.Canary(Ramp(100, 10, 2)))
        );

    [Fact]
    public void Adds_no_verify_where_all_traffic_moves_at_once_and_nothing_could_be_judged() =>
        Assert.Equal("ready, shift 100%, bake 10m", Say(Some.Canary(Some.Shift(100))));

    [Fact]
    public void Verifies_the_preview_of_a_blue_green_by_its_absolute_checks()
    {
        var plan = Some.Canary() with
        {
            Strategy = new Strategy.BlueGreen { Preview = Preview, At = Some.Place },
        };

        Assert.Equal("ready, route, verify, shift 100%, bake 10m", Say(plan));
        Assert.Equal("ready, route, shift 100%, bake 10m", Say(plan with { Checks = [Some.Errors] }));
    }

    [Fact]
    public void Adds_no_verify_for_a_dry_run() =>
        Assert.Equal(
            "ready, shift 5%, shift 100%, bake 10m",
            Say(Some.Canary(Some.Shift(5)) with { Checks = [Some.Errors with { DryRun = true }] })
        );

    [Fact]
    public void Spells_a_ramp_out_in_equal_parts_that_are_each_held() =>
        Assert.Equal(
            "ready, shift 1%, shift 10%, hold 6m, shift 20%, hold 6m, shift 30%, hold 6m, shift 40%, hold 6m, "
                + "shift 50%, hold 6m, verify, shift 100%, bake 10m",
            Say(Some.Canary(Some.Shift(1), Ramp(50, 30, 5)))
        );

    [Fact]
    public void Keeps_a_ramp_between_whole_percents_on_whole_percents() =>
        Assert.Equal(
            "ready, shift 3%, hold 1m, shift 6%, hold 1m, shift 10%, hold 1m, verify, shift 100%, bake 10m",
            Say(Some.Canary(Ramp(10, 3, 3)))
        );

    [Fact]
    public void Writes_blue_green_as_the_same_instructions()
    {
        var plan = Some.Canary() with
        {
            Strategy = new Strategy.BlueGreen
            {
                Preview = Preview,
                Verify = (Instruction.Verify)((Step.Do)Some.Verify(1, 2)).Instruction,
                Approve = (Instruction.Approve)((Step.Do)Some.Approve(5, once: false)).Instruction,
                At = Some.Place,
            },
        };

        Assert.Equal("ready, route, verify, approve, shift 100%, bake 10m", Say(plan));
    }

    private static Instruction.Route Preview { get; } =
        new([RequestMatch.Header("x-preview", "1")], TimeSpan.FromMinutes(2), Some.Place);

    private static Step Ramp(int to, int minutes, int parts) =>
        new Step.Ramp(Weight.Percent(to), TimeSpan.FromMinutes(minutes), parts, Some.Place);

    private static string Say(Domain.Plans.Plan plan) =>
        string.Join(
            ", ",
            Compiler
                .Compile(plan)
                .Instructions.Select(instruction =>
                    instruction switch
                    {
                        Instruction.Shift shift => $"shift {shift.To}",
                        Instruction.Hold hold => $"hold {Spans.Say(hold.For)}",
                        Instruction.Bake bake => $"bake {Spans.Say(bake.For)}",
                        var other => other.GetType().Name.ToLowerInvariant(),
                    }
                )
        );
}
