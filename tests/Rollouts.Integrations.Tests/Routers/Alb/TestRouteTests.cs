using System.Globalization;
using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Sandbox.LoadBalancers;

namespace Rollouts.Integrations.Tests.Routers.Alb;

/// <summary>Rules of our own, which send chosen requests to the candidate.</summary>
public sealed class TestRouteTests
{
    private static readonly RequestMatch Preview = RequestMatch.Header("x-preview", "1");

    [Fact]
    public async Task Chosen_requests_reach_the_candidate_and_all_others_do_not()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        using var http = new HttpClient();
        async Task<string> ServedAsync(string? header = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, balancer.Front);
            request.Headers.TryAddWithoutValidation("x-preview", header);
            using var answer = await http.SendAsync(request);
            return answer.Headers.GetValues("x-served-by").Single();
        }

        Assert.Null(await router.WriteAsync(balancer.Route, With(0, Preview), default));

        Assert.Equal("payments-v2", await ServedAsync("1"));
        Assert.Equal("payments-v1", await ServedAsync("2"));
        Assert.Equal("payments-v1", await ServedAsync());
        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));
        Assert.Equal("payments-v1", await ServedAsync("1"));
        Assert.Single(balancer.Account.Rules);
    }

    [Fact]
    public async Task It_stands_directly_before_its_rule_with_all_of_its_conditions_and_actions()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Place["Transforms"] = new JsonArray(new JsonObject { ["Type"] = "url-rewrite" });
        balancer.Actions.Insert(0, new JsonObject { ["Type"] = "jwt-validation", ["Order"] = "1" });
        Rule(balancer, 98, "other.sandbox.test");

        Assert.Null(await router.WriteAsync(balancer.Route, With(5, Preview), default));

        var own = balancer.Account.Rules.Select(one => one.Rule).First(one => ElbAccount.PriorityOf(one) == 99);
        Assert.Equal(
            ["host-header", "http-header"],
            own["Conditions"]!.AsArray().Select(one => (string)one!["Field"]!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["jwt-validation", "forward"], own["Actions"]!.AsArray().Select(one => (string)one!["Type"]!));
        Assert.Equal([(balancer.GroupOf(2), 1)], ActionRules.Groups(own["Actions"]));
        Assert.NotNull(own["Transforms"]);
        Assert.Equal(
            balancer.Arn.Split('/')[^1],
            balancer.Account.Tags[(string)own["RuleArn"]!]["rollouts:before-rule"]
        );
    }

    [Fact]
    public async Task Where_no_priority_is_free_nothing_is_diverted()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        Rule(balancer, 99, "other.sandbox.test");

        var fault = await router.WriteAsync(balancer.Route, With(0, Preview), default);

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains("leave a gap", fault!.Message, StringComparison.Ordinal);
        Assert.Equal(2, balancer.Account.Rules.Count);
    }

    [Fact]
    public async Task A_rule_of_another_owner_that_looks_the_same_is_never_deleted()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        Assert.Null(await router.WriteAsync(balancer.Route, With(0, Preview), default));
        balancer.Account.Tags.Remove(
            (string)balancer.Account.Rules.First(one => ElbAccount.PriorityOf(one.Rule) == 99).Rule["RuleArn"]!
        );

        Assert.Null(await router.WriteAsync(balancer.Route, With(5), default));
        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));

        Assert.Equal(2, balancer.Account.Rules.Count);
    }

    [Fact]
    public async Task A_way_back_waits_for_no_rules()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        Assert.Null(await router.WriteAsync(balancer.Route, With(25), default));
        Rule(balancer, 99, "other.sandbox.test");

        // No priority is free for the rule that is asked besides.
        var fault = await router.WriteAsync(balancer.Route, With(0, Preview), default);

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Equal(0, balancer.Weights()[2]);
    }

    [Fact]
    public async Task The_paths_of_a_rule_are_narrowed_and_never_widened()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Place["Conditions"] = ConditionRules.Checked(
            JsonNode.Parse("""[{ "Field": "path-pattern", "Values": ["/api/*"] }]""")
        );
        RequestMatch Path(string prefix) => new([new(RequestPart.Path, null, TextMatch.Prefix, prefix)]);

        Assert.Null(await router.WriteAsync(balancer.Route, With(0, Path("/api/v2")), default));
        Assert.True((await router.ReadAsync(balancer.Route, default)).TryGet(out var seen, out _));
        Assert.Equal(With(0, Path("/api/v2")), seen.Traffic);
        var outside = await router.WriteAsync(balancer.Route, With(0, Path("/apix")), default);

        Assert.Equal(FaultKind.Refused, outside?.Kind);
    }

    [Fact]
    public async Task A_sign_in_whose_secret_cannot_be_read_is_not_copied()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Actions.Insert(
            0,
            new JsonObject
            {
                ["Type"] = "authenticate-oidc",
                ["AuthenticateOidcConfig"] = new JsonObject { ["ClientId"] = "a" },
            }
        );

        var fault = await router.WriteAsync(balancer.Route, With(0, Preview), default);

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Single(balancer.Account.Rules);
    }

    [Fact]
    public async Task Before_the_default_rule_it_comes_after_all_others()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        var listener = balancer.Account.Listener(balancer.Balancers.Listener)!;
        listener["DefaultActions"] = balancer.Actions.DeepClone();
        var route = balancer.Route with { Where = Connected.Map("listener", balancer.Balancers.Listener) };

        Assert.Null(await router.WriteAsync(route, With(5, Preview, RequestMatch.Header("x-other", "1")), default));

        Assert.Equal([100, 101, 102], balancer.Account.Rules.Select(one => ElbAccount.PriorityOf(one.Rule)).Order());
        Assert.True((await router.ReadAsync(route, default)).TryGet(out var seen, out _));
        Assert.Equal(ObservedTraffic.Of(With(5, Preview, RequestMatch.Header("x-other", "1"))), seen);
        Assert.Null(await router.WriteAsync(route, Traffic.None, default));
        Assert.Single(balancer.Account.Rules);
    }

    [Theory]
    [InlineData("six", 6)]
    [InlineData("long", 1)]
    public async Task What_a_rule_cannot_hold_is_refused_before_anything_is_written(string what, int count)
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        var value = what == "long" ? new string('a', 129) : "1";
        var match = new RequestMatch([
            .. Enumerable
                .Range(0, count)
                .Select(one => new RequestCondition(
                    RequestPart.Header,
                    string.Create(CultureInfo.InvariantCulture, $"x-{one}"),
                    TextMatch.Exact,
                    value
                )),
        ]);

        var fault = await router.WriteAsync(balancer.Route, With(50, match), default);

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Equal(0, balancer.Weights()[2]);
    }

    private static void Rule(OneBalancer balancer, int priority, string host) =>
        balancer.Account.AddRule(
            balancer.Balancers.Listener,
            priority,
            ConditionRules.Checked(JsonNode.Parse($$"""[{ "Field": "host-header", "Values": ["{{host}}"] }]""")),
            balancer.Actions.DeepClone().AsArray()
        );

    private static Traffic With(int percent, params RequestMatch[] matches) =>
        new(Weight.Percent(percent), [.. matches], Weight.Zero);
}
