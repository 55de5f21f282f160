using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;

namespace Rollouts.Domain.Tests.Rollouts.Services;

/// <summary>A backend that still gets requests after a rollout on it was taken back.</summary>
public sealed class StillServingTests : ServiceTest
{
    [Fact]
    public void A_backend_that_still_gets_requests_is_not_used_again_until_they_end()
    {
        var first = TakenBack();
        Assert.NotNull(Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s"));
        Assert.Null(Report(first, "asked 0 %, got 3 % (30 of 1,000) over 30 s"));

        var second = Start(2)!;
        var blocker = Assert.IsType<Blocker.CandidateStillServing>(
            Assert.Single(ServingDecider.BlockersOf(Service, second))
        );
        Assert.StartsWith("candidate-still-serving: requests still reach 'green' on 'main' (asked 0 %", blocker.Say());
        Begin(second);
        Assert.Equal("service.candidate-still-serving", Refusal);

        Assert.NotNull(Report(first, still: null));
        Begin(second);
        Assert.Null(Refusal);
    }

    [Fact]
    public void An_administrator_may_allow_a_backend_that_still_gets_requests()
    {
        var first = TakenBack();
        Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s");
        var second = Start(2)!;

        Take(ServingDecider.Confirm(Service, new TargetName("main"), new BackendName("blue")));
        Assert.Equal("service.not-serving", Refusal);
        Take(ServingDecider.Confirm(Service, new TargetName("main"), new BackendName("green")));

        Assert.Empty(ServingDecider.BlockersOf(Service, second));
        Begin(second);
        Assert.Null(Refusal);
        Assert.Empty(Service.Serving);
        Assert.Null(Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s"));
    }

    [Fact]
    public void A_rollout_on_another_backend_leaves_the_flag_raised_until_requests_end()
    {
        var first = TakenBack();
        Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s");
        var plan = Plan with { Backends = new Backends.Versioned("checkout-{version}") };

        Begin(Start(2, plan: plan, addsBackends: true)!);

        Assert.Null(Refusal);
        Assert.NotNull(Service.ServingOn(first.Targets[0].Name, first.Targets[0].Candidate));
        Assert.NotNull(Report(first, still: null));
        Assert.Empty(Service.Serving);
        // A question that is still under way raises none again: the second rollout has begun.
        Assert.Null(Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s"));
    }

    [Fact]
    public void A_return_waits_for_no_requests_that_still_arrive()
    {
        var first = TakenBack();
        Report(first, "asked 0 %, got 2 % (20 of 1,000) over 30 s");

        Assert.Empty(ServingDecider.BlockersOf(Service, first with { ReturnOf = Id(1) }));
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
        var news = ServingDecider.Report(Service, terms.Id, target.Name, target.Candidate, still, Play.Noon);
        Service = news is null ? Service : ServiceEvolution.Evolve(Service, news);
        return news;
    }
}
