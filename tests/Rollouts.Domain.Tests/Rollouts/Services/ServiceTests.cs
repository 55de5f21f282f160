using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts.Services;

/// <summary>Rollouts of one service take turns, and the service knows what is stable.</summary>
public sealed class ServiceTests : ServiceTest
{
    [Fact]
    public void The_first_rollout_adopts_what_the_router_shows_as_stable()
    {
        var terms = Start(1);

        Assert.Equal(("green", "blue"), (terms!.Targets[0].Candidate.Value, terms.Targets[0].Stable.Value));
        Assert.Equal("blue", Service.StableOn(new TargetName("main"))?.Backend.Value);
    }

    [Fact]
    public void A_first_rollout_is_refused_where_nobody_knows_what_is_stable()
    {
        Start(1, seen: null);

        Assert.Equal("service.stable-unknown", Refusal);
    }

    [Fact]
    public void A_first_rollout_is_refused_where_something_else_is_stable()
    {
        Start(1, seen: "purple");

        Assert.Equal("service.stable-elsewhere", Refusal);
    }

    [Fact]
    public void A_version_that_is_announced_twice_goes_out_once()
    {
        var first = StartOnce(1)!;
        StartOnce(1);
        Assert.Equal("service.version-waiting", Refusal);

        Begin(first);
        StartOnce(1);
        Assert.Equal("service.version-under-way", Refusal);

        End(first, new Status.Succeeded(Play.Noon, IsUnproven: false));
        StartOnce(1);
        Assert.Equal("service.version-stable", Refusal);
        Assert.NotNull(StartOnce(2));
    }

    [Fact]
    public void A_version_that_was_taken_back_can_be_announced_again()
    {
        var first = StartOnce(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        Assert.NotNull(StartOnce(1));
    }

    [Fact]
    public void Slots_take_turns()
    {
        Succeed(Start(1)!);
        var second = Start(2)!;

        Assert.Equal(
            ("blue", "green", "v1"),
            (second.Targets[0].Candidate.Value, second.Targets[0].Stable.Value, second.Targets[0].StableVersion?.Value)
        );
    }

    [Fact]
    public void A_versioned_backend_is_named_by_its_version()
    {
        var terms = Start(
            7,
            plan: Plan with
            {
                Backends = new Backends.Versioned("checkout-{version}-{environment}"),
            },
            addsBackends: true
        )!;

        Assert.Equal(("checkout-v7-prod", true), (terms.Targets[0].Candidate.Value, terms.Targets[0].AddsBackend));
    }

    [Fact]
    public void A_Deployment_is_named_by_the_backend_of_the_new_version()
    {
        var plan = Plan with
        {
            Backends = new Backends.Slots(new("blue"), new("green")) { Deployments = "shop-{backend}" },
        };
        var terms = Start(7, plan: plan)!;
        Assert.Equal("shop-green", terms.Targets[0].Deployment);

        Begin(terms);
        Succeed(terms);
        Assert.Equal("shop-blue", Start(8, plan: plan)!.Targets[0].Deployment);
    }

    [Fact]
    public void A_version_that_makes_no_name_of_a_Deployment_is_refused()
    {
        Start(
            7,
            plan: Plan with
            {
                Backends = new Backends.Slots(new("blue"), new("green")) { Deployments = "../{version}" },
            }
        );

        Assert.Equal("service.deployment-name", Refusal);
    }

    [Fact]
    public void A_version_that_is_stable_already_is_not_started_again()
    {
        Start(7, seen: "checkout-v7", plan: Plan with { Backends = new Backends.Versioned("checkout-{version}") });

        Assert.Equal("service.already-stable", Refusal);
    }

    [Fact]
    public void One_rollout_is_under_way_and_the_newest_of_the_others_waits()
    {
        var first = Start(1)!;
        Begin(first);
        var second = Start(2)!;
        var third = Start(3)!;

        Assert.Equal((first.Id, third.Id), (Service.UnderWay?.Id, Service.Waiting?.Id));
        Assert.Equal([new Leaving(second.Id, third.Id)], Service.Leaving);
        Assert.Equal([new Blocker.OtherRollout(first.Id, first.Version)], ServiceDecider.BlockersOf(Service, third.Id));
    }

    [Fact]
    public void Two_cannot_be_under_way_at_once()
    {
        Begin(Start(1)!);
        var second = Start(2)!;

        Assert.Equal("service.busy", (ServiceDecider.Begin(Service, second) as ServiceDecision.Refused)?.Code);
    }

    [Fact]
    public void Whoever_left_the_queue_does_not_begin()
    {
        var first = Start(1)!;
        Start(2);

        Assert.Equal("service.not-next", (ServiceDecider.Begin(Service, first) as ServiceDecision.Refused)?.Code);
    }

    [Fact]
    public void Whoever_waited_for_a_success_goes_to_the_other_slot_now()
    {
        var first = Start(1)!;
        Begin(first);
        var second = Start(2)!;
        Succeed(first);

        Assert.Equal("service.stable-moved", (ServiceDecider.Begin(Service, second) as ServiceDecision.Refused)?.Code);
        var moved = Assert.IsType<Observation.StableMoved>(ServiceDecider.SinceOpened(Service, second));
        Assert.Equal(
            ("blue", "green", "v1"),
            (moved.Targets[0].Candidate.Value, moved.Targets[0].Stable.Value, moved.Targets[0].StableVersion?.Value)
        );
        Assert.IsType<ServiceDecision.Accepted>(ServiceDecider.Begin(Service, second with { Targets = moved.Targets }));
    }

    [Fact]
    public void Whoever_waited_behind_its_own_version_has_nothing_left_to_do()
    {
        var plan = Plan with { Backends = new Backends.Versioned("checkout-{version}") };
        var first = Start(1, plan: plan)!;
        Begin(first);
        var again = Start(1, plan: plan)!;
        Succeed(first);

        var back = Assert.IsType<Command.RollBack>(ServiceDecider.SinceOpened(Service, again));
        Assert.Contains("is stable on 'main' already", back.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void To_begin_twice_changes_nothing()
    {
        var first = Start(1)!;
        Begin(first);
        var version = Service.Version;
        Begin(first);

        Assert.Equal(version, Service.Version);
    }

    [Theory]
    [InlineData(NewVersionPolicy.Supersede, true)]
    [InlineData(NewVersionPolicy.Queue, false)]
    public void The_running_one_should_yield_where_its_plan_says_so(NewVersionPolicy policy, bool yields)
    {
        var first = Start(1, plan: Plan with { Limits = new Limits { NewVersion = policy } })!;
        Begin(first);
        Assert.Null(ServiceDecider.ShouldYield(Service));

        var second = Start(2)!;
        Assert.Equal(yields ? (first.Id, second.Id) : null, ServiceDecider.ShouldYield(Service));
    }

    [Fact]
    public void A_newer_one_is_refused_where_the_running_ones_plan_says_so()
    {
        Begin(Start(1, plan: Plan with { Limits = new Limits { NewVersion = NewVersionPolicy.Refuse } })!);
        Start(2);

        Assert.Equal("service.busy", Refusal);
    }

    [Fact]
    public void The_next_one_may_begin_when_the_one_before_has_ended()
    {
        var first = Start(1)!;
        Begin(first);
        var second = Start(2)!;
        End(first, new Status.RolledBack(Play.Noon));

        Begin(second);
        Assert.Equal(second.Id, Service.UnderWay?.Id);
        Assert.Equal("blue", Service.StableOn(new TargetName("main"))?.Backend.Value);
    }

    [Fact]
    public void What_is_stable_moves_on_with_a_success_and_only_then()
    {
        var first = Start(1)!;
        Succeed(first);

        Assert.Equal(
            new StableBackend(new TargetName("main"), new BackendName("green"), first.Version),
            Service.Stable[0]
        );
    }

    [Fact]
    public void The_same_version_started_again_keeps_its_authors()
    {
        var first = Take(
            ServiceDecider.Start(
                Service,
                Request(1, Plan, "blue", addsBackends: false) with
                {
                    CommitAuthors = [Author.Of(Actors.Alice)],
                    HasUnknownAuthor = true,
                }
            )
        )!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        var again = Take(
            ServiceDecider.Start(
                Service,
                Request(2, Plan, "blue", addsBackends: false) with
                {
                    Version = first.Version,
                    By = Actors.Bob,
                }
            )
        )!;
        var another = Start(3)!;

        Assert.Equal([.. first.Authors, Author.Of(Actors.Bob)], again.Authors);
        Assert.True(again.HasUnknownAuthor);
        Assert.Equal([Author.Of(Actors.Pipeline)], another.Authors);
    }

    [Theory]
    [InlineData(1, false, null)]
    [InlineData(2, false, "service.approvers-missing")]
    [InlineData(1, true, "service.approvers-missing")]
    public void A_plan_that_needs_two_approvals_is_refused_while_no_provider_is_connected(
        int count,
        bool hasUnknownAuthor,
        string? code
    )
    {
        var plan = Some.Canary(
            Some.Shift(5),
            new Step.Do(
                new Instruction.Approve(
                    [Actors.Release],
                    count,
                    TimeSpan.FromHours(1),
                    TimeOutAction.RollBack,
                    NotByAuthor: true,
                    Once: false,
                    Some.Place
                )
            )
        );
        var request = Request(1, plan, "blue", addsBackends: false) with
        {
            HasUnknownAuthor = hasUnknownAuthor,
            HasApprovers = false,
        };

        Take(ServiceDecider.Start(Service, request));
        Assert.Equal(code, Refusal);
    }
}
