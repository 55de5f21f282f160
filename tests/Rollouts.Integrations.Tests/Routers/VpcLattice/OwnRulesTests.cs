using Microsoft.AspNetCore.Http.Features;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Routers.VpcLattice;

/// <summary>Rules of our own that send chosen requests to the candidate.</summary>
public sealed class OwnRulesTests
{
    private static readonly Traffic Testers = Traffic.None with { Matches = [RequestMatch.Header("x-tester", "yes")] };

    [Fact]
    public async Task A_rule_of_our_own_comes_right_before_the_rule_and_after_those_of_others()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        lattice.Add("rule-0early00000000000", "early", 40);
        lattice.Add("rule-0late000000000000", "late", 60);

        Assert.Null(await router.WriteAsync(OneLattice.Arms(), Testers, default));

        Assert.Equal([("early", 40), ("rollouts-0main000000000000-1", 49), ("late", 60)], Shown(lattice));
        var own = lattice.Others.Single(rule => rule.Priority == 49);
        Assert.Equal(
            """{"httpMatch":{"pathMatch":{"match":{"prefix":"/"}},"headerMatches":"""
                + """[{"name":"x-tester","caseSensitive":true,"match":{"exact":"yes"}}]}}""",
            own.Match.Now.ToJsonString()
        );
    }

    [Fact]
    public async Task A_rule_of_our_own_before_the_default_action_comes_last()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        var arms = OneLattice.Arms(byRule: false);

        Assert.Null(await router.WriteAsync(arms, Testers, default));
        Assert.Equal([("rollouts-default-1", 2000)], Shown(lattice));

        Assert.Null(await router.WriteAsync(arms, Traffic.None, default));
        Assert.Empty(Shown(lattice));
    }

    [Fact]
    public async Task A_prefix_of_a_path_is_two_rules_because_it_ends_with_a_part_of_the_path()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        var below = Traffic.None with
        {
            Matches = [new RequestMatch([new RequestCondition(RequestPart.Path, null, TextMatch.Prefix, "/v2")])],
        };

        Assert.Null(await router.WriteAsync(OneLattice.Arms(), below, default));

        Assert.Equal(
            [("rollouts-0main000000000000-1-itself", 48), ("rollouts-0main000000000000-1", 49)],
            Shown(lattice)
        );
        Assert.True((await router.ReadAsync(OneLattice.Arms(), default)).TryGet(out var seen, out _));
        Assert.Equal(ObservedTraffic.Of(below), seen);
    }

    [Fact]
    public async Task A_rule_that_another_author_changed_shows_as_unknown_and_is_put_right()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        Assert.Null(await router.WriteAsync(OneLattice.Arms(), Testers, default));
        var own = lattice.Others.Single();
        own.Action.Set(OneLattice.Forward(1), lattice.Store.Now);

        Assert.True((await router.ReadAsync(OneLattice.Arms(), default)).TryGet(out var seen, out _));
        Assert.NotEqual(ObservedTraffic.Of(Testers), seen);

        Assert.Null(await router.WriteAsync(OneLattice.Arms(), Testers, default));
        Assert.True((await router.ReadAsync(OneLattice.Arms(), default)).TryGet(out seen, out _));
        Assert.Equal(ObservedTraffic.Of(Testers), seen);
        Assert.Same(own, lattice.Others.Single());
    }

    [Fact]
    public async Task No_rule_is_put_before_one_of_another_author()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        lattice.Add("rule-0early00000000000", "early", 49);

        var fault = await router.WriteAsync(OneLattice.Arms(), Testers, default);

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains("1 free priorities", fault!.Message, StringComparison.Ordinal);
        Assert.Equal([("early", 49)], Shown(lattice));
    }

    [Fact]
    public async Task A_used_up_quota_is_refused_in_the_words_of_AWS()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        for (var number = 1; number < 10; number++)
        {
            lattice.Add($"rule-0full{number}00000000000", $"full-{number}", number);
        }

        var fault = await router.WriteAsync(OneLattice.Arms(), Testers, default);

        Assert.Equal((FaultKind.Refused, false), (fault!.Kind, fault.MayPass));
        Assert.Contains("ServiceQuotaExceededException", fault.Message, StringComparison.Ordinal);
        Assert.Contains("a quota of the account is used up", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_back_waits_for_no_rules()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        var traffic = Testers with { Candidate = Weight.Percent(25) };
        Assert.Null(await router.WriteAsync(OneLattice.Arms(), traffic, default));
        await using var broken = await HttpServer.StartAsync(async context =>
        {
            // The list of the rules fails, and all else is passed on.
            var path = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            if (path.Contains("/rules?", StringComparison.Ordinal))
            {
                context.Response.StatusCode = 500;
                return;
            }

            using var http = new HttpClient();
            using var passed = new HttpRequestMessage(
                new HttpMethod(context.Request.Method),
                new Uri(lattice.Address, path)
            );
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            passed.Content = body.Length > 0 ? new ByteArrayContent(body.ToArray()) : null;
            foreach (var header in context.Request.Headers.Where(header => header.Key != "Content-Length"))
            {
                if (!passed.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
                {
                    passed.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
                }
            }

            using var answer = await http.SendAsync(passed);
            context.Response.StatusCode = (int)answer.StatusCode;
            await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
        });
        using var hindered = lattice.Open(broken.Address.ToString());

        var fault = await hindered.WriteAsync(OneLattice.Arms(), Traffic.None, default);

        Assert.True(fault?.Message.Contains("the rules of", StringComparison.Ordinal), fault?.Message);
        Assert.Equal(0, lattice.WeightsOf().Candidate);
    }

    private static IEnumerable<(string Name, int Priority)> Shown(OneLattice lattice) =>
        lattice.Others.Select(rule => (rule.Name, rule.Priority));
}
