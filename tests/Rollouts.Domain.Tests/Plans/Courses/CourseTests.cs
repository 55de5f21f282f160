using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Tests.Plans.Courses;

public sealed class CourseTests
{
    private static readonly Plan Plan = Some.Canary(
        Some.Shift(5),
        Some.Verify(2, 30),
        Some.Approve(60, once: true),
        Some.Hold(10),
        Some.Shift(100),
        Some.Bake(15)
    );

    [Fact]
    public void Takes_at_least_what_its_holds_and_least_looks_add_up_to() =>
        Assert.Equal(TimeSpan.FromMinutes(2 + 10 + 15), Compiler.Compile(Plan).Shortest(waves: 1));

    [Fact]
    public void Takes_at_most_what_all_its_waits_add_up_to() =>
        Assert.Equal(TimeSpan.FromMinutes(2 + 30 + 60 + 10 + 2 + 15), Compiler.Compile(Plan).Longest(waves: 1));

    [Fact]
    public void Counts_a_step_that_is_asked_once_for_one_wave_only() =>
        Assert.Equal(TimeSpan.FromMinutes(60 + (3 * (2 + 30 + 10 + 2 + 15))), Compiler.Compile(Plan).Longest(waves: 3));

    [Fact]
    public void Leaves_room_for_every_wait_where_the_plan_sets_no_limit()
    {
        var patient = Some.Canary(Some.Shift(5), Some.Approve(48 * 60, once: false));

        Assert.Equal(TimeSpan.FromHours(24), Compiler.Compile(Plan).Limit(Plan));
        Assert.Equal(Compiler.Compile(patient).Longest(waves: 1), Compiler.Compile(patient).Limit(patient));
    }

    [Fact]
    public void Keeps_to_the_limit_that_the_plan_sets() =>
        Assert.Equal(
            TimeSpan.FromHours(3),
            Compiler.Compile(Plan).Limit(Plan with { Limits = new Limits { AtMost = TimeSpan.FromHours(3) } })
        );

    [Fact]
    public void Finds_the_shift_to_100_and_the_verify_before_it()
    {
        var course = Compiler.Compile(Plan);

        Assert.Equal(5, course.Full);
        Assert.Equal(2, course.LastVerify);
    }
}
