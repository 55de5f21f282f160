using Rollouts.Analysis.BurnRate;
using Rollouts.Analysis.Power;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Domain.Tests.Analysis.Power;

public sealed class RehearsalTests
{
    private const int Paths = 100;

    private static readonly RelativeSettings Judge = new() { PlannedTicks = 120 };

    private static readonly RehearsalPlan Plan = new()
    {
        Steps = [Verify(5), Verify(25), Verify(50)],
        Failures = [Judge],
        Slowness = [Judge with { Edges = ["500ms"] }],
    };

    // A rehearsal went on after its client had hung up.
    [Fact]
    public void Ends_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Rehearsal.Assess(
                Plan,
                new RehearsedTraffic(100, 0.001),
                paths: 10_000_000,
                onPath: cancelled.Token.ThrowIfCancellationRequested
            )
        );
    }

    [Fact]
    public void Its_work_grows_with_steps_checks_and_paths()
    {
        double work = Rehearsal.WorkOf(Plan);
        var judges = Plan.Failures.Concat(Plan.Failures).Concat(Plan.Failures).ToValueList();
        var steps = Plan.Steps.Concat(Plan.Steps).ToValueList();

        Assert.True(Rehearsal.WorkOf(Plan with { Failures = judges }) > 1.5 * work);
        Assert.True(Rehearsal.WorkOf(Plan with { Steps = steps }) > work);
        Assert.True(Rehearsal.WorkOf(Plan, paths: 2 * Rehearsal.UsualPaths) > 1.3 * work);
    }

    [Fact]
    public void The_same_seed_gives_the_same_report()
    {
        RehearsalReport first = Rehearsal.Assess(Plan, new RehearsedTraffic(10, 0.001), paths: 20, seed: 3);
        RehearsalReport second = Rehearsal.Assess(Plan, new RehearsedTraffic(10, 0.001), paths: 20, seed: 3);
        Assert.Equal(first, second);
        Assert.NotEqual(first, Rehearsal.Assess(Plan, new RehearsedTraffic(10, 0.001), paths: 20, seed: 4));
    }

    [Fact]
    public void A_total_failure_is_found_in_two_ticks_where_there_is_traffic()
    {
        Assessment found = Rehearsal.Assess(Plan, new RehearsedTraffic(100, 0.001), Failure.Standard[0], Paths);
        Assert.Equal(1, found.RollBack.Share);
        Assert.Equal(TimeSpan.FromSeconds(30), found.TimeToRollBack!.Mean);
        Assert.InRange(found.FailedRequests, 130, 170);
        Assert.Equal([1.0, 0, 0], found.CaughtInStep);
        Assert.Empty(found.Advice);
    }

    [Fact]
    public void Without_names_five_failures_are_feared()
    {
        RehearsalReport report = Rehearsal.Assess(Plan, new RehearsedTraffic(100, 0.01), paths: 10);
        Assert.Equal(Failure.Standard, report.Failures.Select(each => each.Failure).ToValueList());
        Assert.Equal([1, 0.05, 0.1, 0.02], report.Failures.Take(4).Select(each => each.CandidateRate));
        Assert.InRange(report.Failures[4].CandidateRate, 0.035, 0.045);
    }

    [Fact]
    public void A_healthy_release_passes_and_its_time_is_known()
    {
        HealthyAssessment healthy = Rehearsal
            .Assess(Plan, new RehearsedTraffic(100, 0.001), [Failure.Standard[0]], Paths)
            .Healthy;
        Assert.InRange(healthy.RollBack.Share, 0, 0.03);
        Assert.InRange(healthy.RollBack.StandardError, 0.005, 0.02);
        Assert.InRange(healthy.TimeToPass!.Mean.TotalMinutes, 6, 7);
    }

    [Fact]
    public void A_proof_that_is_asked_for_is_paid_for_with_time()
    {
        RehearsalPlan proving = Plan with { Steps = [Verify(5) with { Prove = 0.01 }] };
        HealthyAssessment healthy = Rehearsal
            .Assess(proving, new RehearsedTraffic(10, 0), [Failure.Standard[0]], Paths)
            .Healthy;
        Assert.InRange(healthy.TimeToPass!.Mean.TotalSeconds, 1000, 1200);
    }

    [Fact]
    public void Where_nobody_could_tell_it_says_so_and_says_what_would_help()
    {
        Assessment blind = Rehearsal.Assess(
            Plan,
            new RehearsedTraffic(1, 0.001),
            new Failure.Times("ten times", 10),
            Paths
        );
        Assert.True(blind.IsBeyondAnybody);
        Assert.InRange(blind.RollBack.Share, 0, 0.1);
        Assert.StartsWith("undecidable", blind.Advice[0], StringComparison.Ordinal);
        Assert.Contains(blind.Advice, line => line.StartsWith("hold every step", StringComparison.Ordinal));
        Assert.Contains(blind.Advice, line => line.Contains("test requests", StringComparison.Ordinal));
    }

    [Fact]
    public void A_larger_first_step_is_advised_where_it_is_enough()
    {
        RehearsalPlan timid = Plan with { Steps = [RehearsalStep.Hold(Weight.Percent(1), TimeSpan.FromMinutes(10))] };
        Assessment found = Rehearsal.Assess(timid, new RehearsedTraffic(5, 0.001), Failure.Standard[1], Paths);
        Assert.Contains(found.Advice, line => line.StartsWith("begin with ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_that_adds_nothing_is_named()
    {
        RehearsalPlan plan = Plan with
        {
            Steps = [Verify(50), RehearsalStep.Hold(Weight.Percent(60), TimeSpan.FromMinutes(1))],
        };
        RehearsalReport report = Rehearsal.Assess(plan, new RehearsedTraffic(100, 0.001), [Failure.Standard[0]], Paths);
        Assert.Equal([1], report.IdleSteps);
    }

    [Fact]
    public void The_smallest_ratio_lies_between_what_is_missed_and_what_is_found()
    {
        RehearsalReport report = Rehearsal.Assess(
            Plan,
            new RehearsedTraffic(100, 0.001),
            [Failure.Standard[0]],
            paths: 10
        );
        Assert.InRange(report.SmallestRatio!.Value, 2, 10);
        Assert.Null(
            Rehearsal.Assess(Plan, new RehearsedTraffic(0.01, 0.001), [Failure.Standard[0]], paths: 10).SmallestRatio
        );
        Assert.Null(
            Rehearsal.Assess(Plan, new RehearsedTraffic(100, 0), [Failure.Standard[0]], paths: 10).SmallestRatio
        );
    }

    [Fact]
    public void Absolute_judges_go_on_at_full_traffic()
    {
        RehearsalPlan blueGreen = new()
        {
            Steps = [RehearsalStep.Hold(Weight.Full, TimeSpan.FromMinutes(10))],
            Failures =
            [
                new BurnRateSettings { Objective = 0.999 },
                new LimitSettings { Limit = 0.01, PlannedTicks = 40 },
            ],
        };
        Assessment found = Rehearsal.Assess(blueGreen, new RehearsedTraffic(100, 0.0005), Failure.Standard[1], Paths);
        Assert.Equal(1, found.RollBack.Share);
    }

    [Fact]
    public void A_plan_of_days_is_simulated_with_longer_ticks_and_says_so()
    {
        RehearsalPlan slow = Plan with { Steps = [RehearsalStep.Hold(Weight.Percent(10), TimeSpan.FromDays(2))] };
        RehearsalReport report = Rehearsal.Assess(
            slow,
            new RehearsedTraffic(1, 0.001),
            [Failure.Standard[0]],
            paths: 2
        );
        Assert.InRange(report.Tick, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(1, 0.001, 0.05)]
    [InlineData(10, 0.001, 0.01)]
    [InlineData(100, 0.001, 0.01)]
    [InlineData(100, 0.01, 0.02)]
    [InlineData(1000, 0.01, 0.02)]
    public void The_fast_formula_is_near_the_simulation(double requestsPerSecond, double usual, double failing)
    {
        RehearsalPlan moving = Plan with
        {
            Steps =
            [
                .. new[] { 5, 25, 50 }.Select(percent =>
                    RehearsalStep.Hold(Weight.Percent(percent), TimeSpan.FromMinutes(10))
                ),
            ],
        };
        Assessment found = Rehearsal.Assess(
            moving,
            new RehearsedTraffic(requestsPerSecond, usual),
            new Failure.Share("this much", failing),
            Paths
        );
        Assert.InRange(found.Estimate.RollBack, found.RollBack.Share - 0.15, found.RollBack.Share + 0.1);
        Assert.InRange(found.Estimate.FailedRequests, 0.85 * found.FailedRequests, 1.4 * found.FailedRequests);
    }

    private static RehearsalStep Verify(int percent) =>
        new()
        {
            Weight = Weight.Percent(percent),
            AtLeast = TimeSpan.FromMinutes(2),
            AtMost = TimeSpan.FromMinutes(30),
        };
}
