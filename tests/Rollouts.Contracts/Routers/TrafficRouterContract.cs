using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Contracts.Routers;

/// <summary>
/// What every router does, real or fake. Each test finds a route of two backends, candidate and stable, with all
/// traffic on the stable one, and a third that gets nothing.
/// </summary>
public abstract class TrafficRouterContract : IAsyncLifetime
{
    public static TheoryData<int> Shares => [0, 1, 5, 25, 50, 100];

    protected abstract RouterTraits Traits { get; }

    protected abstract RouteArms Route { get; }

    /// <summary>A route that the router does not have.</summary>
    protected abstract RouteArms UnknownRoute { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Theory]
    [MemberData(nameof(Shares))]
    public async Task Shows_exactly_what_was_set(int percent)
    {
        using var router = Open(Peer.Healthy);

        Assert.Null(await router.WriteAsync(Route, Candidate(percent), default));

        Assert.Equal(ObservedTraffic.Of(Candidate(percent)), await ReadAsync(router));
    }

    [Fact]
    public async Task Goes_up_and_comes_back()
    {
        using var router = Open(Peer.Healthy);
        foreach (var percent in new[] { 1, 5, 25, 30, 50, 30, 100, 5, 0, 100, 0 })
        {
            Assert.Null(await router.WriteAsync(Route, Candidate(percent), default));
            Assert.Equal(ObservedTraffic.Of(Candidate(percent)), await ReadAsync(router));
        }
    }

    [Fact]
    public async Task Does_the_same_thing_twice_as_well_as_once()
    {
        using var router = Open(Peer.Healthy);
        using var another = Open(Peer.Healthy);

        var faults = await Task.WhenAll(
            router.WriteAsync(Route, Candidate(25), default),
            another.WriteAsync(Route, Candidate(25), default),
            router.WriteAsync(Route, Candidate(25), default)
        );

        Assert.All(faults, Assert.Null);
        Assert.Equal(ObservedTraffic.Of(Candidate(25)), await ReadAsync(router));
    }

    [Fact]
    public async Task Refuses_what_it_cannot_do_and_does_nothing_then()
    {
        using var router = Open(Peer.Healthy);
        List<Fault?> faults = [];
        if (Traits.Requests is null)
        {
            faults.Add(
                await router.WriteAsync(
                    Route,
                    Candidate(5) with
                    {
                        Matches = [RequestMatch.Header("x-canary", "1")],
                    },
                    default
                )
            );
        }

        foreach (var lacking in Enum.GetValues<RequestPart>().SelectMany(Comparisons).Where(IsLacking))
        {
            var asked = Candidate(5) with { Matches = [new RequestMatch([lacking])] };
            faults.Add(await router.WriteAsync(Route, asked, default));
        }

        if (!Traits.Mirrors)
        {
            faults.Add(await router.WriteAsync(Route, Candidate(5) with { Mirror = Weight.Percent(5) }, default));
        }

        if (!Traits.Weights.CanGive(new Weight(1)))
        {
            faults.Add(await router.WriteAsync(Route, Candidate(0) with { Candidate = new Weight(1) }, default));
        }

        if (!Traits.AddsBackends)
        {
            faults.Add(await router.AddCandidateAsync(Route with { Candidate = Nobody }, default));
            faults.Add(await router.RemoveStableAsync(Route, default));
        }

        Assert.All(faults, fault => Assert.Equal(FaultKind.Refused, fault?.Kind));
        Assert.Equal(ObservedTraffic.Of(Candidate(0)), await ReadAsync(router));
    }

    public static TheoryData<string> Conditions => ["header", "cookie", "path", "method"];

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Sends_chosen_requests_to_the_candidate_until_the_route_changes_or_ends(string part)
    {
        var asked = PartOf(part);
        if (Traits.Requests?.Parts.Contains(asked) != true)
        {
            return;
        }

        using var router = Open(Peer.Healthy);
        var traffic = Candidate(0);
        foreach (var matches in Alternatives(asked))
        {
            traffic = traffic with { Matches = matches };
            Assert.Null(await router.WriteAsync(Route, traffic, default));
            Assert.Equal(ObservedTraffic.Of(traffic), await ReadAsync(router));
            Assert.Null(await router.WriteAsync(Route, traffic, default));
            traffic = traffic with { Candidate = Weight.Percent(25) };
            Assert.Null(await router.WriteAsync(Route, traffic, default));
            Assert.Equal(ObservedTraffic.Of(traffic), await ReadAsync(router));
        }

        Assert.Null(await router.WriteAsync(Route, Traffic.None, default));
        Assert.Equal(ObservedTraffic.Of(Traffic.None), await ReadAsync(router));
    }

    [Fact]
    public async Task On_the_way_back_a_rule_that_cannot_be_read_never_becomes_one_for_all_requests()
    {
        if (Traits.Requests is null)
        {
            return;
        }

        using var router = Open(Peer.Healthy);
        var chosen = Candidate(25) with { Matches = [RequestMatch.Header("x-canary", "1")] };
        Assert.Null(await router.WriteAsync(Route, chosen, default));
        await SpoilRulesByHandAsync();
        var spoilt = await RulesAsync();
        var seen = await ReadAsync(router);
        Assert.NotEqual(chosen.Matches, seen.Traffic.Matches);

        Assert.Null(await router.WriteAsync(Route, seen.Traffic with { Candidate = Weight.Zero }, default));
        Assert.Equal(Weight.Zero, await ShownAsync());
        Assert.Equal(spoilt, await RulesAsync());

        Assert.Null(await router.WriteAsync(Route, Traffic.None, default));
        Assert.Equal(ObservedTraffic.Of(Traffic.None), await ReadAsync(router));
    }

    [Fact]
    public async Task Copies_a_share_of_the_requests_until_it_changes_or_ends()
    {
        if (!Traits.Mirrors)
        {
            return;
        }

        using var router = Open(Peer.Healthy);
        foreach (var share in new[] { 1000, 50, 10_000, 0 })
        {
            var traffic = Candidate(0) with { Mirror = new Weight(share) };
            Assert.Null(await router.WriteAsync(Route, traffic, default));
            Assert.Equal(ObservedTraffic.Of(traffic), await ReadAsync(router));
        }
    }

    [Fact]
    public async Task Shows_what_somebody_else_has_done()
    {
        using var router = Open(Peer.Healthy);
        Assert.Null(await router.WriteAsync(Route, Candidate(5), default));

        await ChangeByHandAsync(Weight.Percent(50));

        Assert.Equal(ObservedTraffic.Of(Candidate(50)), await ReadAsync(router));
    }

    [Fact]
    public async Task Counts_every_other_backend_as_other()
    {
        using var router = Open(Peer.Healthy);
        Assert.Null(await router.WriteAsync(Route, Candidate(50), default));

        await GiveOtherByHandAsync(Weight.Percent(50));

        var seen = await ReadAsync(router);
        Assert.Equal((Weight.Percent(25), Weight.Percent(50)), (seen.Traffic.Candidate, seen.Other));
    }

    [Fact]
    public async Task Knows_no_route_that_is_not_there()
    {
        using var router = Open(Peer.Healthy);

        Assert.Equal(FaultKind.NotFound, FaultOf(await router.ReadAsync(UnknownRoute, default)).Kind);
        Assert.Equal(FaultKind.NotFound, (await router.WriteAsync(UnknownRoute, Candidate(5), default))?.Kind);
    }

    [Fact]
    public async Task Says_that_a_candidate_is_not_there()
    {
        using var router = Open(Peer.Healthy);
        var route = Route with { Candidate = Nobody };

        var seen = await ReadAsync(router, route);

        Assert.False(seen.HasCandidate);
        Assert.Equal(Weight.Zero, seen.Traffic.Candidate);
        var fault = await router.WriteAsync(route, Candidate(5), default);
        Assert.Equal(FaultKind.NotFound, fault?.Kind);
        Assert.Contains(Nobody.Value, fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_needs_no_candidate()
    {
        using var router = Open(Peer.Healthy);

        Assert.Null(await router.WriteAsync(Route with { Candidate = Nobody }, Traffic.None, default));
    }

    [Fact]
    public async Task Needs_the_backend_that_is_to_get_the_rest()
    {
        using var router = Open(Peer.Healthy);
        var route = Route with { Stable = Nobody };

        Assert.Equal(FaultKind.NotFound, FaultOf(await router.ReadAsync(route, default)).Kind);
        Assert.Equal(FaultKind.NotFound, (await router.WriteAsync(route, Candidate(5), default))?.Kind);
    }

    [Theory]
    [InlineData(Peer.Absent, FaultKind.Unreachable)]
    [InlineData(Peer.Silent, FaultKind.TimedOut)]
    [InlineData(Peer.Distrustful, FaultKind.Denied)]
    public async Task Says_how_it_failed(Peer peer, FaultKind kind)
    {
        using var router = Open(peer);

        var fault = await router.WriteAsync(Route, Candidate(5), default);

        Assert.Equal(kind, fault?.Kind);
        Assert.False(string.IsNullOrWhiteSpace(fault?.Message));
        using var healthy = Open(Peer.Healthy);
        Assert.Equal(ObservedTraffic.Of(Candidate(0)), await ReadAsync(healthy));
    }

    [Fact]
    public async Task Half_of_a_write_is_a_fault_and_the_next_read_tells_the_truth()
    {
        using var router = Open(Peer.Healthy);
        Assert.Null(await router.WriteAsync(Route, Candidate(25), default));
        using var broken = OpenThatBreaksHalfway();

        Assert.NotNull(await broken.WriteAsync(Route, Candidate(30), default));

        var seen = await ReadAsync(router);
        Assert.Equal(await ShownAsync(), seen.Traffic.Candidate);
        Assert.NotEqual(Candidate(30), seen.Traffic);
        Assert.True(seen.Traffic.Candidate < Weight.Percent(30), $"more than was ever asked for: {seen}");
        Assert.Null(await router.WriteAsync(Route, Candidate(30), default));
        Assert.Equal(ObservedTraffic.Of(Candidate(30)), await ReadAsync(router));
    }

    [Fact]
    public async Task Stops_when_told_to()
    {
        using var silent = Open(Peer.Silent);
        using var gone = new CancellationTokenSource();
        var reading = silent.ReadAsync(Route, gone.Token);
        var writing = silent.WriteAsync(Route, Candidate(5), gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    private static RequestPart PartOf(string part) => Enum.Parse<RequestPart>(part, ignoreCase: true);

    // A part that the router cannot match at all has a test of its own.
    private bool IsLacking(RequestCondition condition) =>
        Traits.Requests is { } able && able.Parts.Contains(condition.Part) && able.LackOf(condition) is not null;

    private static IEnumerable<RequestCondition> Comparisons(RequestPart part)
    {
        var name = part switch
        {
            RequestPart.Header => "x-canary",
            RequestPart.Cookie => "canary",
            RequestPart.Path or RequestPart.Method => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        RequestCondition[] all =
            part == RequestPart.Method
                ? [new(part, name, TextMatch.Exact, "POST"), new(part, name, TextMatch.Exact, "PUT")]
                :
                [
                    new(part, name, TextMatch.Exact, "/v2.1"),
                    new(part, name, TextMatch.Prefix, "/v2"),
                    new(part, name, TextMatch.Regex, "/v[0-9]+/.*"),
                ];
        return all;
    }

    private IEnumerable<ValueList<RequestMatch>> Alternatives(RequestPart part)
    {
        ValueList<RequestCondition> conditions = [.. Comparisons(part).Where(condition => !IsLacking(condition))];
        foreach (var condition in conditions)
        {
            yield return [new RequestMatch([condition])];
        }

        yield return [.. conditions.Select(condition => new RequestMatch([condition]))];
        yield return part == RequestPart.Header
            ? [new RequestMatch([conditions[0], conditions[1] with { Name = "x-other" }])]
            :
            [
                new RequestMatch([
                    new RequestCondition(RequestPart.Header, "x-canary", TextMatch.Exact, "1"),
                    conditions[1],
                ]),
            ];
    }

    protected static BackendName Nobody { get; } = new("nobody");

    protected abstract ITrafficRouter Open(Peer peer);

    /// <summary>A router that does the first half of a write, and then breaks.</summary>
    protected abstract ITrafficRouter OpenThatBreaksHalfway();

    /// <summary>What the route really does, asked without the adapter.</summary>
    protected abstract Task<Weight> ShownAsync();

    /// <summary>Somebody else gives the candidate this share.</summary>
    protected abstract Task ChangeByHandAsync(Weight candidate);

    /// <summary>Somebody else gives this share to a third backend; the other two keep what is between them.</summary>
    protected abstract Task GiveOtherByHandAsync(Weight other);

    /// <summary>Somebody else changes the rules for chosen requests to something that no plan can say.</summary>
    protected virtual Task SpoilRulesByHandAsync() => throw new NotSupportedException();

    /// <summary>The rules for chosen requests as the router has them.</summary>
    protected virtual Task<string> RulesAsync() => throw new NotSupportedException();

    protected static Traffic Candidate(int percent) => new(Weight.Percent(percent), [], Weight.Zero);

    private async Task<ObservedTraffic> ReadAsync(ITrafficRouter router, RouteArms? route = null)
    {
        var answer = await router.ReadAsync(route ?? Route, default);
        Assert.True(answer.TryGet(out var seen, out var fault), fault?.Message);
        return seen;
    }

    private static Fault FaultOf<T>(Answer<T> answer) => Assert.IsType<Answer<T>.Failed>(answer).Fault;
}
