using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts.Services;

/// <summary>Rollouts of one service take turns, and the service knows what is stable.</summary>
public sealed class ServiceTests
{
    private static readonly Plan Plan = Some.Canary(Some.Shift(50), Some.Hold(10), Some.Bake(0));

    private Service _service = new() { Name = new ServiceName("checkout"), Environment = new EnvironmentName("prod") };

    private string? _refusal;

    [Fact]
    public void The_first_rollout_adopts_what_the_router_shows_as_stable()
    {
        var terms = Start(1);

        Assert.Equal(("green", "blue"), (terms!.Targets[0].Candidate.Value, terms.Targets[0].Stable.Value));
        Assert.Equal("blue", _service.StableOn(new TargetName("main"))?.Backend.Value);
    }

    [Fact]
    public void A_first_rollout_is_refused_where_nobody_knows_what_is_stable()
    {
        Start(1, seen: null);

        Assert.Equal("service.stable-unknown", _refusal);
    }

    [Fact]
    public void A_first_rollout_is_refused_where_something_else_is_stable()
    {
        Start(1, seen: "purple");

        Assert.Equal("service.stable-elsewhere", _refusal);
    }

    [Fact]
    public void A_version_that_is_announced_twice_goes_out_once()
    {
        var first = StartOnce(1)!;
        StartOnce(1);
        Assert.Equal("service.version-waiting", _refusal);

        Begin(first);
        StartOnce(1);
        Assert.Equal("service.version-under-way", _refusal);

        End(first, new Status.Succeeded(Play.Noon, IsUnproven: false));
        StartOnce(1);
        Assert.Equal("service.version-stable", _refusal);
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

        Assert.Equal("service.deployment-name", _refusal);
    }

    [Fact]
    public void A_version_that_is_stable_already_is_not_started_again()
    {
        Start(7, seen: "checkout-v7", plan: Plan with { Backends = new Backends.Versioned("checkout-{version}") });

        Assert.Equal("service.already-stable", _refusal);
    }

    [Fact]
    public void One_rollout_is_under_way_and_the_newest_of_the_others_waits()
    {
        var first = Start(1)!;
        Begin(first);
        var second = Start(2)!;
        var third = Start(3)!;

        Assert.Equal((first.Id, third.Id), (_service.UnderWay?.Id, _service.Waiting?.Id));
        Assert.Equal([new Leaving(second.Id, third.Id)], _service.Leaving);
        Assert.Equal(
            [new Blocker.OtherRollout(first.Id, first.Version)],
            ServiceDecider.BlockersOf(_service, third.Id)
        );
    }

    [Fact]
    public void Two_cannot_be_under_way_at_once()
    {
        Begin(Start(1)!);
        var second = Start(2)!;

        Assert.Equal("service.busy", (ServiceDecider.Begin(_service, second) as ServiceDecision.Refused)?.Code);
    }

    [Fact]
    public void Whoever_left_the_queue_does_not_begin()
    {
        var first = Start(1)!;
        Start(2);

        Assert.Equal("service.not-next", (ServiceDecider.Begin(_service, first) as ServiceDecision.Refused)?.Code);
    }

    [Fact]
    public void Whoever_waited_for_a_success_goes_to_the_other_slot_now()
    {
        var first = Start(1)!;
        Begin(first);
        var second = Start(2)!;
        Succeed(first);

        Assert.Equal("service.stable-moved", (ServiceDecider.Begin(_service, second) as ServiceDecision.Refused)?.Code);
        var moved = Assert.IsType<Observation.StableMoved>(ServiceDecider.SinceOpened(_service, second));
        Assert.Equal(
            ("blue", "green", "v1"),
            (moved.Targets[0].Candidate.Value, moved.Targets[0].Stable.Value, moved.Targets[0].StableVersion?.Value)
        );
        Assert.IsType<ServiceDecision.Accepted>(
            ServiceDecider.Begin(_service, second with { Targets = moved.Targets })
        );
    }

    [Fact]
    public void Whoever_waited_behind_its_own_version_has_nothing_left_to_do()
    {
        var plan = Plan with { Backends = new Backends.Versioned("checkout-{version}") };
        var first = Start(1, plan: plan)!;
        Begin(first);
        var again = Start(1, plan: plan)!;
        Succeed(first);

        var back = Assert.IsType<Command.RollBack>(ServiceDecider.SinceOpened(_service, again));
        Assert.Contains("is stable on 'main' already", back.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void To_begin_twice_changes_nothing()
    {
        var first = Start(1)!;
        Begin(first);
        var version = _service.Version;
        Begin(first);

        Assert.Equal(version, _service.Version);
    }

    [Theory]
    [InlineData(NewVersionPolicy.Supersede, true)]
    [InlineData(NewVersionPolicy.Queue, false)]
    public void The_running_one_should_yield_where_its_plan_says_so(NewVersionPolicy policy, bool yields)
    {
        var first = Start(1, plan: Plan with { Limits = new Limits { NewVersion = policy } })!;
        Begin(first);
        Assert.Null(ServiceDecider.ShouldYield(_service));

        var second = Start(2)!;
        Assert.Equal(yields ? (first.Id, second.Id) : null, ServiceDecider.ShouldYield(_service));
    }

    [Fact]
    public void A_newer_one_is_refused_where_the_running_ones_plan_says_so()
    {
        Begin(Start(1, plan: Plan with { Limits = new Limits { NewVersion = NewVersionPolicy.Refuse } })!);
        Start(2);

        Assert.Equal("service.busy", _refusal);
    }

    [Fact]
    public void The_next_one_may_begin_when_the_one_before_has_ended()
    {
        var first = Start(1)!;
        Begin(first);
        var second = Start(2)!;
        End(first, new Status.RolledBack(Play.Noon));

        Begin(second);
        Assert.Equal(second.Id, _service.UnderWay?.Id);
        Assert.Equal("blue", _service.StableOn(new TargetName("main"))?.Backend.Value);
    }

    [Fact]
    public void What_is_stable_moves_on_with_a_success_and_only_then()
    {
        var first = Start(1)!;
        Succeed(first);

        Assert.Equal(
            new StableBackend(new TargetName("main"), new BackendName("green"), first.Version),
            _service.Stable[0]
        );
    }

    [Fact]
    public void A_return_goes_back_to_what_was_stable_before_in_one_shift()
    {
        Succeed(Start(1)!);
        var second = Start(2)!;
        Succeed(second);

        var back = Return(second)!;
        Assert.Equal(
            ("green", "blue", "v1", 1),
            (
                back.Targets[0].Candidate.Value,
                back.Targets[0].Stable.Value,
                back.Version.Value,
                back.Steps.Instructions.Count
            )
        );
        Assert.Empty(back.Plan.Checks);
        Assert.Equal((back.Id, second.Id), (_service.UnderWay!.Id, back.ReturnOf));
    }

    [Fact]
    public void A_return_is_refused_with_the_reason_where_it_cannot_be()
    {
        var first = Start(1)!;
        Succeed(first);
        var second = Start(2)!;
        Succeed(second);

        Assert.Equal("service.not-the-newest", RefusalOfReturn(first));
        Assert.Equal("service.old-backend-gone", RefusalOfReturn(second, "main"));

        Begin(Start(3)!);
        Assert.Equal("service.busy", RefusalOfReturn(second));
    }

    [Fact]
    public void A_return_goes_ahead_of_whatever_waits()
    {
        var first = Start(1)!;
        Succeed(first);
        var second = Start(2)!;

        var back = Return(first)!;
        Assert.Equal((back.Id, second.Id), (_service.UnderWay!.Id, _service.Waiting!.Id));
    }

    [Fact]
    public void A_retry_has_the_old_snapshot_and_says_of_what_it_is_one()
    {
        var first = Start(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        var again = Retry(first, 1, new Status.RolledBack(Play.Noon))!;
        Assert.Equal((first.Plan, first.Version, first.Id), (again.Plan, again.Version, again.RetryOf));
        Assert.NotEqual(first.Id, again.Id);
    }

    [Fact]
    public void A_retry_is_refused_with_the_reason_where_it_makes_no_sense()
    {
        var first = Start(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        Retry(first, 1, new Status.Running());
        Assert.Equal("service.not-ended", _refusal);

        Retry(first, 1, new Status.Succeeded(Play.Noon, IsUnproven: false));
        Assert.Equal("service.succeeded-already", _refusal);

        Succeed(Start(2)!);
        Retry(first, 1, new Status.RolledBack(Play.Noon));
        Assert.Equal("service.newer-succeeded", _refusal);
    }

    [Fact]
    public void A_retry_keeps_the_authors_and_the_unknown_author_and_adds_its_caller()
    {
        var alice = Author.Of(Actors.Alice);
        var first = Take(
            ServiceDecider.Start(
                _service,
                Request(1, Plan, "blue", addsBackends: false) with
                {
                    CommitAuthors = [alice, new Author("nobody-gh", Id: null)],
                }
            )
        )!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        var again = Take(
            ServiceDecider.Retry(
                _service,
                first,
                1,
                new Status.RolledBack(Play.Noon),
                Request(91, Plan, "blue", addsBackends: false) with
                {
                    By = Actors.Bob,
                }
            )
        )!;

        Assert.True(first.HasUnknownAuthor);
        Assert.Equal([.. first.Authors, Author.Of(Actors.Bob)], again.Authors);
        Assert.True(again.HasUnknownAuthor);
    }

    [Fact]
    public void A_retry_inherits_every_part_of_the_old_terms_that_it_does_not_set_itself()
    {
        var first = Start(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));
        var old = first with
        {
            HasUnknownAuthor = true,
            Provenance = new Provenance { Links = [] },
        };

        var again = Retry(old, 1, new Status.RolledBack(Play.Noon))!;

        string[] own =
        [
            nameof(RolloutSpec.Id),
            nameof(RolloutSpec.Targets),
            nameof(RolloutSpec.RetryOf),
            nameof(RolloutSpec.Authors),
        ];
        foreach (var property in typeof(RolloutSpec).GetProperties().Where(property => property.CanWrite))
        {
            if (!own.Contains(property.Name))
            {
                Assert.Equal(property.GetValue(old), property.GetValue(again));
            }
        }
    }

    [Fact]
    public void The_same_version_started_again_keeps_its_authors()
    {
        var first = Take(
            ServiceDecider.Start(
                _service,
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
                _service,
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

        Take(ServiceDecider.Start(_service, request));
        Assert.Equal(code, _refusal);
    }

    [Fact]
    public void A_backend_that_still_gets_requests_is_not_used_again_until_they_end()
    {
        var first = TakenBack();
        Assert.NotNull(Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s"));
        Assert.Null(Report(first, "asked 0 %, got 3 % (30 of 1,000) over 30 s"));

        var second = Start(2)!;
        var blocker = Assert.IsType<Blocker.CandidateStillServing>(
            Assert.Single(ServiceDecider.ServingBlockersOf(_service, second))
        );
        Assert.StartsWith("candidate-still-serving: requests still reach 'green' on 'main' (asked 0 %", blocker.Say());
        Begin(second);
        Assert.Equal("service.candidate-still-serving", _refusal);

        Assert.NotNull(Report(first, still: null));
        Begin(second);
        Assert.Null(_refusal);
    }

    [Fact]
    public void An_administrator_may_allow_a_backend_that_still_gets_requests()
    {
        var first = TakenBack();
        Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s");
        var second = Start(2)!;

        Take(ServiceDecider.ConfirmServing(_service, new TargetName("main"), new BackendName("blue")));
        Assert.Equal("service.not-serving", _refusal);
        Take(ServiceDecider.ConfirmServing(_service, new TargetName("main"), new BackendName("green")));

        Assert.Empty(ServiceDecider.ServingBlockersOf(_service, second));
        Begin(second);
        Assert.Null(_refusal);
        Assert.Empty(_service.Serving);
        Assert.Null(Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s"));
    }

    [Fact]
    public void A_return_waits_for_no_requests_that_still_arrive()
    {
        var first = TakenBack();
        Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s");

        Assert.Empty(ServiceDecider.ServingBlockersOf(_service, first with { ReturnOf = Id(1) }));
    }

    private RolloutSpec TakenBack()
    {
        var first = Start(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));
        return first;
    }

    private ServiceEvent? Report(RolloutSpec terms, string? still)
    {
        var target = terms.Targets[0];
        var news = ServiceDecider.Serving(_service, terms.Id, target.Name, target.Candidate, still, Play.Noon);
        _service = news is null ? _service : ServiceEvolution.Evolve(_service, news);
        return news;
    }

    private static RolloutId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static StartRequest Request(int number, Plan plan, string? seen, bool addsBackends) =>
        new()
        {
            Id = Id(number),
            Version = new VersionName($"v{number}"),
            Plan = plan,
            Targets =
            [
                new TargetRequest(
                    new TargetName("main"),
                    ReadsBack: true,
                    addsBackends,
                    seen is null ? null : new BackendName(seen)
                ),
            ],
            By = Actors.Pipeline,
        };

    private RolloutSpec? Start(int number, string? seen = "blue", Plan? plan = null, bool addsBackends = false) =>
        Take(ServiceDecider.Start(_service, Request(number, plan ?? Plan, seen, addsBackends)));

    private RolloutSpec? StartOnce(int number) =>
        Take(
            ServiceDecider.Start(
                _service,
                Request(number, Plan, "blue", addsBackends: false) with
                {
                    IsOncePerVersion = true,
                }
            )
        );

    private RolloutSpec? Retry(RolloutSpec old, int number, Status ended) =>
        Take(
            ServiceDecider.Retry(_service, old, number, ended, Request(90 + number, Plan, "blue", addsBackends: false))
        );

    private RolloutSpec? Return(RolloutSpec succeeded) =>
        Take(ServiceDecider.Return(_service, succeeded, Id(99), Actors.Alice, gone: []));

    private string? RefusalOfReturn(RolloutSpec succeeded, params string[] gone)
    {
        Take(
            ServiceDecider.Return(
                _service,
                succeeded,
                Id(98),
                Actors.Alice,
                gone.Select(name => new TargetName(name)).ToValueList()
            )
        );
        return _refusal;
    }

    private void Begin(RolloutSpec terms) => Take(ServiceDecider.Begin(_service, terms));

    private void End(RolloutSpec terms, Status status) =>
        Take(ServiceDecider.End(_service, Play.Of(terms).State with { Status = status }));

    private void Succeed(RolloutSpec terms)
    {
        Begin(terms);
        End(terms, new Status.Succeeded(Play.Noon, IsUnproven: false));
    }

    private RolloutSpec? Take(ServiceDecision decision)
    {
        _refusal = (decision as ServiceDecision.Refused)?.Code;
        if (decision is not ServiceDecision.Accepted accepted)
        {
            return null;
        }

        _service = accepted.State;
        return accepted.Opens;
    }
}
