using System.Text.RegularExpressions;

namespace Rollouts.Engine.Tests.Observing;

public sealed partial class AlertRulesTests
{
    private static readonly string Rules = Repository.PathOf("deploy", "prometheus", "rollouts-alerts.yaml");

    [Fact]
    public async Task Are_rules_that_Prometheus_takes()
    {
        var (code, complaints) = await Promtool.RunAsync("", "check", "rules", Rules);

        Assert.True(code == 0, complaints);
    }

    [Fact]
    public void Ask_for_nothing_that_is_not_measured()
    {
        var measured = MetricNamesTests.Instruments().Select(MetricNamesTests.NameOf).ToHashSet();

        Assert.Empty(
            Names()
                .Matches(File.ReadAllText(Rules))
                .Select(match => Suffix().Replace(match.Value, ""))
                .Where(name => !measured.Contains(name))
        );
    }

    [GeneratedRegex(@"\brollouts_[a-z_]+")]
    private static partial Regex Names();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
