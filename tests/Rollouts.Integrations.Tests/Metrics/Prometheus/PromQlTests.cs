using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics.Prometheus;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

public sealed class PromQlTests
{
    [Theory]
    [InlineData("x{a=\"{backend}\"}", "v1.2", "x{a=\"v1.2\"}")]
    [InlineData("x{a=~\"{backend}\"}", "v1.2", "x{a=~\"v1\\\\.2\"}")]
    [InlineData("x{a=~'{backend}'}", "a+b", "x{a=~'a\\\\+b'}")]
    [InlineData("x{a=~`{backend}`}", "a+b", "x{a=~`a\\+b`}")]
    [InlineData("x{a !~ \"p-{backend}-.*\"}", "a.b", "x{a !~ \"p-a\\\\.b-.*\"}")]
    [InlineData("x{b=\"\\\"\",a=\"{backend}\"}", "v1.2", "x{b=\"\\\"\",a=\"v1.2\"}")]
    [InlineData("x{b=~\".*\",a=\"{backend}\"}", "v1.2", "x{b=~\".*\",a=\"v1.2\"}")]
    public void Makes_a_value_safe_for_the_place_it_lands_in(string query, string value, string expected) =>
        Assert.Equal(expected, Fill(query, value));

    [Fact]
    public void Makes_every_value_match_only_itself() =>
        Prop.ForAll(
                Hostile.Values.ToArbitrary(),
                Hostile.Values.ToArbitrary(),
                (value, other) =>
                {
                    var literal = Fill("x{a=~`{backend}`}", value)[6..^2];
                    return Regex.IsMatch(value, $"^(?:{literal})$")
                        && (value == other || !Regex.IsMatch(other, $"^(?:{literal})$"));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Leaves_the_braces_of_the_language_alone() =>
        Assert.Equal("sum by (le) (x{a=\"v\"}) * {other}", Fill("sum by (le) (x{a=\"{backend}\"}) * {other}", "v"));

    [Theory]
    [InlineData("http_requests_total")]
    [InlineData("http_requests_total{}")]
    [InlineData("job:requests:total { app = \"a\", code =~ '5..', }")]
    [InlineData("{__name__=\"http_requests_total\",app!=`b`}")]
    [InlineData("x{a=\"}\",b!~\"[(\"}")]
    public void Takes_a_bare_selector(string query) => Assert.Empty(Review(query, QueryUse.Counter));

    [Theory]
    [InlineData("rate(x[5m])")]
    [InlineData("x[5m]")]
    [InlineData("x offset 5m")]
    [InlineData("x + y")]
    [InlineData("x{a=\"b\"} > 0")]
    [InlineData("{a=\"b\"}")]
    [InlineData("x{a}")]
    [InlineData("x{a=b}")]
    [InlineData("x{a=\"b}")]
    [InlineData("x{a=\"b\"")]
    [InlineData("x{a=\"b\" c=\"d\"}")]
    [InlineData("")]
    [InlineData("5")]
    public void Refuses_what_is_more_than_a_selector(string query) =>
        Assert.Equal(["plan.not-bare-selector"], Review(query, QueryUse.Counter));

    [Theory]
    [InlineData("x_{backend}")]
    [InlineData("x{a={backend}}")]
    public void Refuses_a_value_outside_a_string(string query) =>
        Assert.Equal(["plan.placeholder-outside-string"], Review(query, QueryUse.Value));

    private static string Fill(string query, string value) =>
        new PromQl().Fill(Query.Text(query), name => name == "backend" ? value : null).ToString();

    private static IEnumerable<string> Review(string query, QueryUse use) =>
        new PromQl().Review(Query.Text(query), use, name => name == "backend").Select(complaint => complaint.Code);
}
