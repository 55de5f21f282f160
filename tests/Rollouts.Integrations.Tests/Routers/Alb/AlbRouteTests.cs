using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.LoadBalancers;

namespace Rollouts.Integrations.Tests.Routers.Alb;

/// <summary>What is particular to rules and listeners: lists that are replaced as a whole, and target groups.</summary>
public sealed class AlbRouteTests
{
    [Fact]
    public async Task Everything_but_two_weights_is_kept()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Write(3600, (1, 100), (2, 0), (0, 0));
        balancer.Actions.Insert(
            0,
            new JsonObject
            {
                ["Type"] = "authenticate-cognito",
                ["Order"] = "1",
                ["AuthenticateCognitoConfig"] = new JsonObject
                {
                    ["UserPoolArn"] = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a",
                    ["AuthenticationRequestExtraParams"] = new JsonArray(
                        new JsonObject { ["key"] = "prompt", ["value"] = "login" }
                    ),
                    ["NewerThanUs"] = new JsonObject { ["A"] = "1" },
                },
            }
        );
        balancer.Actions[1]!["Order"] = "2";
        balancer.Place["Transforms"] = new JsonArray(new JsonObject { ["Type"] = "url-rewrite" });
        var before = balancer.Place.DeepClone();

        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(7), default));

        before["Actions"]![1]!["ForwardConfig"]!["TargetGroups"]![0]!["Weight"] = "93";
        before["Actions"]![1]!["ForwardConfig"]!["TargetGroups"]![1]!["Weight"] = "7";
        Assert.Equal(before.ToJsonString(), balancer.Place.ToJsonString());
    }

    [Fact]
    public async Task A_client_secret_that_AWS_never_shows_is_kept_by_AWS()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Actions.Insert(
            0,
            new JsonObject
            {
                ["Type"] = "authenticate-oidc",
                ["Order"] = "1",
                ["AuthenticateOidcConfig"] = new JsonObject { ["Issuer"] = "https://id.test", ["ClientId"] = "a" },
            }
        );

        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(5), default));

        Assert.Equal(5, balancer.Weights()[2]);
        Assert.Equal("https://id.test", (string?)balancer.Actions[0]!["AuthenticateOidcConfig"]!["Issuer"]);
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();

        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));

        Assert.DoesNotContain("ModifyRule", balancer.Balancers.Calls.Keys);
    }

    [Fact]
    public async Task The_default_actions_of_a_listener_are_moved_in_place_of_a_rule()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        var listener = balancer.Account.Listener(balancer.Balancers.Listener)!;
        listener["DefaultActions"] = balancer.Actions.DeepClone();
        var byListener = At(balancer, ("listener", balancer.Balancers.Listener));
        var byRule = At(balancer, ("rule", ElbAccount.DefaultArn(balancer.Balancers.Listener)));

        Assert.Null(await router.WriteAsync(byListener, Candidate(20), default));
        Assert.Equal(20, Shown(await router.ReadAsync(byRule, default)));
        Assert.Null(await router.WriteAsync(byRule, Candidate(30), default));

        Assert.Equal(30, Shown(await router.ReadAsync(byListener, default)));
        Assert.Equal(0, balancer.Weights()[2]);
    }

    [Fact]
    public async Task A_rule_is_found_by_its_tag()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        RouteArms Tagged(string tag) => At(balancer, ("loadBalancer", SandboxLoadBalancers.Balancer), ("tag", tag));

        Assert.Null(await router.WriteAsync(Tagged("service=payments"), Candidate(20), default));
        Assert.Equal(20, balancer.Weights()[2]);
        Assert.Equal(1, balancer.Balancers.Calls["DescribeLoadBalancers"]);
        Assert.Null(await router.WriteAsync(Tagged("service=payments"), Candidate(30), default));
        Assert.Equal(1, balancer.Balancers.Calls["DescribeLoadBalancers"]);

        var nobody = await router.ReadAsync(Tagged("service=nobody"), default);
        balancer.Account.Tags[balancer.Balancers.Listener] = new() { ["team"] = "a" };
        balancer.Account.Tags[balancer.Arn]["team"] = "a";
        var two = await router.ReadAsync(Tagged("team=a"), default);

        Assert.Equal(FaultKind.NotFound, FaultOf(nobody));
        Assert.Equal(FaultKind.Unusable, FaultOf(two));
    }

    [Fact]
    public async Task A_tag_that_moved_to_another_rule_is_followed_once_the_first_one_is_gone()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        var tagged = At(balancer, ("loadBalancer", SandboxLoadBalancers.Balancer), ("tag", "service=payments"));
        Assert.Null(await router.WriteAsync(tagged, Candidate(20), default));

        var (listener, old) = balancer.Account.Rule(balancer.Arn)!.Value;
        balancer.Account.Rules.Remove((listener, old));
        var made = balancer.Account.AddRule(
            listener,
            7,
            old["Conditions"]!.DeepClone().AsArray(),
            old["Actions"]!.DeepClone().AsArray()
        );
        balancer.Account.Tags[made] = new() { ["service"] = "payments" };

        Assert.Equal(FaultKind.NotFound, FaultOf(await router.ReadAsync(tagged, default)));
        Assert.Equal(20, Shown(await router.ReadAsync(tagged, default)));
    }

    [Fact]
    public async Task A_candidate_is_added_by_its_name_and_the_old_one_removed()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Account.AddGroup("payments-v3");
        var next = balancer.Route with { Candidate = new BackendName("payments-v3") };

        Assert.Null(await router.AddCandidateAsync(next, default));
        Assert.Null(await router.AddCandidateAsync(next, default));
        Assert.Equal(FaultKind.Refused, (await router.RemoveStableAsync(next, default))?.Kind);
        Assert.Null(await router.WriteAsync(next, Traffic.All, default));
        Assert.Null(await router.RemoveStableAsync(next, default));
        Assert.Null(await router.RemoveStableAsync(next, default));

        Assert.Equal(
            new Dictionary<int, int>
            {
                [2] = 0,
                [0] = 0,
                [3] = 100,
            },
            balancer.Weights()
        );
        var unknown = await router.AddCandidateAsync(next with { Candidate = new("payments-v9") }, default);
        Assert.Equal(FaultKind.NotFound, unknown?.Kind);
    }

    [Fact]
    public async Task A_target_group_is_also_meant_by_the_name_that_CloudWatch_has_for_it()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        var made = balancer.Account.AddGroup("payments-v3");
        BackendName Of(string arn) => new(arn[(arn.LastIndexOf(':') + 1)..]);
        var route = balancer.Route with { Candidate = Of(made), Stable = Of(balancer.GroupOf(1)) };

        Assert.Null(await router.AddCandidateAsync(route, default));
        Assert.Null(await router.WriteAsync(route, Candidate(20), default));

        Assert.Equal(20, balancer.Weights()[3]);
        Assert.Equal(20, Shown(await router.ReadAsync(route, default)));
        Assert.Equal(FaultKind.Refused, (await router.RemoveStableAsync(route, default))?.Kind);
    }

    [Theory]
    [InlineData("unhealthy", FaultKind.Broken)]
    [InlineData("initial", FaultKind.Broken)]
    [InlineData("draining", FaultKind.Broken)]
    [InlineData("unavailable", null)]
    public async Task A_group_without_healthy_targets_gets_nothing_more_but_can_always_be_left(
        string state,
        FaultKind? kind
    )
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(5), default));
        balancer.Account.Targets[balancer.GroupOf(2)] =
        [
            ElbAccount.Target("10.0.0.1", state, "Target.FailedHealthChecks"),
        ];

        var fault = await router.WriteAsync(balancer.Route, Candidate(25), default);

        Assert.Equal(kind, fault?.Kind);
        Assert.Equal(kind is null ? 25 : 5, balancer.Weights()[2]);
        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(1), default));
        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));
        Assert.Equal(0, balancer.Weights()[2]);
    }

    [Fact]
    public async Task A_route_says_how_many_healthy_targets_a_shift_needs()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        var three = balancer.Route with
        {
            Where = new Settings.Map([
                new Setting("rule", new Settings.Text(balancer.Arn)),
                new Setting("healthyTargets", new Settings.Number(3)),
            ]),
        };

        var fault = await router.WriteAsync(three, Candidate(5), default);

        Assert.Equal((FaultKind.Broken, true), (fault!.Kind, fault.MayPass));
        Assert.Contains("2 healthy targets of 2, and 3 are needed", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, FaultKind.Throttled)]
    [InlineData(0, 1, FaultKind.Broken)]
    public async Task Patience_and_failure_may_pass(double throttled, double failing, FaultKind kind)
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Mishaps.Plan = new MishapPlan(Throttled: throttled, Failing: failing);

        var fault = await router.WriteAsync(balancer.Route, Traffic.All, default);

        Assert.Equal((kind, true), (fault!.Kind, fault.MayPass));
        balancer.Mishaps.Plan = new MishapPlan();
        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.All, default));
    }

    [Fact]
    public async Task A_rule_that_forwards_nowhere_is_left_alone()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        var fixedAnswer = At(balancer, ("listener", balancer.Balancers.Listener));

        Assert.Equal(FaultKind.Unusable, FaultOf(await router.ReadAsync(fixedAnswer, default)));
        Assert.Equal(FaultKind.Unusable, (await router.WriteAsync(fixedAnswer, Traffic.None, default))?.Kind);
    }

    [Fact]
    public async Task Many_readers_of_a_listener_share_its_reads()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Mishaps.Plan = new MishapPlan(LatencyMilliseconds: 200);

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => router.ReadAsync(balancer.Route, default)));

        Assert.All(all, answer => Assert.Equal(0, Shown(answer)));
        Assert.Equal(2, balancer.Balancers.Calls["DescribeRules"]);
    }

    [Fact]
    public async Task Customers_are_split_by_the_weights()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        using var http = new HttpClient();

        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(25), default));

        Dictionary<string, int> served = [];
        for (var customer = 0; customer < 200; customer++)
        {
            using var answer = await http.GetAsync(balancer.Front);
            var by = answer.Headers.GetValues("x-served-by").Single();
            served[by] = served.GetValueOrDefault(by) + 1;
        }

        Assert.Equal(new Dictionary<string, int> { ["payments-v1"] = 150, ["payments-v2"] = 50 }, served);
    }

    private static RouteArms At(OneBalancer balancer, params (string Key, string Value)[] where) =>
        balancer.Route with
        {
            Where = new Settings.Map([.. where.Select(one => new Setting(one.Key, new Settings.Text(one.Value)))]),
        };

    [Theory]
    [InlineData("", FaultKind.Unusable)]
    [InlineData("<Rules/>", FaultKind.NotFound)]
    public async Task An_answer_without_the_list_is_not_an_empty_list(string list, FaultKind kind)
    {
        await using var balancer = await OneBalancer.StartAsync();
        await using var other = await Servers.HttpServer.StartAsync(context =>
            context
                .Response.Body.WriteAsync(
                    System.Text.Encoding.UTF8.GetBytes(
                        $"<DescribeRulesResponse><DescribeRulesResult>{list}</DescribeRulesResult></DescribeRulesResponse>"
                    )
                )
                .AsTask()
        );
        using var router = balancer.Open(other.Address.ToString());

        Assert.Equal(kind, FaultOf(await router.ReadAsync(balancer.Route, default)));
    }

    private static Traffic Candidate(int percent) => new(Weight.Percent(percent), [], Weight.Zero);

    private static int Shown(Answer<ObservedTraffic> answer)
    {
        Assert.True(answer.TryGet(out var seen, out var fault), fault?.Message);
        return seen.Traffic.Candidate.BasisPoints / 100;
    }

    private static FaultKind FaultOf(Answer<ObservedTraffic> answer) =>
        Assert.IsType<Answer<ObservedTraffic>.Failed>(answer).Fault.Kind;
}
