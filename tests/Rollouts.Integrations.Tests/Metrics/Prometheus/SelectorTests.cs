using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Metrics.Prometheus;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

/// <summary>What is picked out of an answer here is what Prometheus itself would have picked.</summary>
[Collection(OnePrometheus.Name)]
public sealed class SelectorTests(OnePrometheus.Shared shared)
{
    private static readonly string[] Values =
    [
        "",
        "200",
        "201",
        "404",
        "500",
        "503",
        "5",
        "50",
        "5000",
        "5xx",
        "five.0",
        "five00",
        "a|b",
        "a+b",
        "(x)",
        "x[1]",
        @"back\slash",
        "quo\"te",
        "UPPER",
        "upper",
    ];

    private static readonly string[] Conditions =
    [
        "=\"500\"",
        "!=\"500\"",
        "=\"\"",
        "!=\"\"",
        "=~\"5..\"",
        "!~\"5..\"",
        "=~\"5.*\"",
        "=~\"5\"",
        "=~\"50?\"",
        "=~\"5|404\"",
        "=~\"(5|2)0[013]\"",
        "=~\"(?:20.)+\"",
        "=~\"[45][0-9]{2}\"",
        "=~\"[^5]+\"",
        "=~\"5\\\\d\\\\d\"",
        "=~\"\\\\w+\"",
        "=~`five\\.0`",
        "=~\"five.0\"",
        "=~\"a\\\\|b\"",
        "=~\"a|b\"",
        "=~\"a\\\\+b\"",
        "=~\"\\\\(x\\\\)\"",
        "=~\"\"",
        "!~\"\"",
        "=~\".+\"",
        "=~\"upper\"",
        "=\"back\\\\slash\"",
        "='quo\"te'",
        "=~\"quo\\\"te\"",
        "=~\"x\\\\[1\\\\]\"",
    ];

    [Fact]
    public async Task A_condition_picks_what_Prometheus_picks()
    {
        foreach (var (value, at) in Values.Select((value, at) => (value, at)))
        {
            shared.Server.Target.Set($"pick_me{{at=\"{at}\",v={PromQlText.Literal(value)}}}", 1);
        }

        await shared.Server.ScrapedAsync();
        using var source = Connected.Source(
            $$"""
            prometheus: {
              address: '{{shared.Server.Address}}',
              basicAuth: { user: {{PrometheusServer.User}}, password: { file: '{{shared.Server.PasswordFile}}' } }
            }
            """
        );
        var now = Instant.From(TimeProvider.System.GetUtcNow());

        foreach (var condition in Conditions)
        {
            var matcher = Selector.Parse(Query.Text($"pick_me{{v{condition}}}")).Matchers!.Value[^1];
            var test = matcher.Test();
            Assert.True(test is not null, $"v{condition} is not tested here");
            var here = Enumerable
                .Range(0, Values.Length)
                .Where(at => test(new LabelSet([KeyValuePair.Create("v", Values[at])])))
                .Select(at => at.ToString())
                .ToList();
            var those = string.Join('|', here.DefaultIfEmpty("none"));
            var there = await NumberAsync($"count(pick_me{{v{condition}}}) or vector(0)");
            var both = await NumberAsync($"count(pick_me{{v{condition},at=~\"{those}\"}}) or vector(0)");

            Assert.True(there == here.Count && there == both, $"v{condition}: {there} there, {those} here");
        }

        async Task<double> NumberAsync(string query)
        {
            var question = new MetricQuestion.Value(now, now, new ByArm(Query.Text(query), Baseline: null));
            var answer = await Assert.Single(source.Ask([question], default));
            Assert.True(answer.TryGet(out var reading, out var fault), fault?.Message);
            return Assert.IsType<Reading.Values>(reading).Candidate;
        }
    }

    [Theory]
    [InlineData("(?i)abc")]
    [InlineData("(?P<x>a)")]
    [InlineData("^5..")]
    [InlineData("5..$")]
    [InlineData(@"\pL")]
    [InlineData(@"\bfive")]
    [InlineData(@"\Q.\E")]
    [InlineData("[[:alpha:]]")]
    [InlineData(@"[\d]")]
    [InlineData("ü")]
    [InlineData("(")]
    [InlineData("a**")]
    [InlineData("[")]
    [InlineData("\\")]
    public void What_may_mean_something_else_here_is_left_to_Prometheus(string pattern) =>
        Assert.Null(new LabelMatcher("v", MatchKind.Matches, pattern).Test());

    [Theory]
    [InlineData("x", "x{le=\"1\"}")]
    [InlineData("x{}", "x{le=\"1\"}")]
    [InlineData("x{a=\"b\"}", "x{a=\"b\",le=\"1\"}")]
    [InlineData("x{a=\"b\", } ", "x{a=\"b\",le=\"1\"}")]
    public void A_condition_is_added(string selector, string expected) =>
        Assert.Equal(
            expected,
            Selector.Parse(Query.Text(selector)).With(new LabelMatcher("le", MatchKind.Is, "1")).Text
        );
}
