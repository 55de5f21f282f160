using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Tests.Plans;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("checkout-{version}", "checkout-v7")]
    [InlineData("{version}{version}", "v7v7")]
    [InlineData("plain", "plain")]
    [InlineData("{{version}", "{version}")]
    [InlineData("{unknown} stays", "{unknown} stays")]
    [InlineData("rate(x{app=\"{version}\"}[5m])", "rate(x{app=\"v7\"}[5m])")]
    [InlineData("{", "{")]
    [InlineData("{version", "{version")]
    [InlineData("{}", "{}")]
    public void Replaces_what_it_knows_and_leaves_the_rest(string template, string expected) =>
        Assert.Equal(expected, Template.Expand(template, name => name == "version" ? "v7" : null, (_, value) => value));

    [Fact]
    public void Tells_the_escape_what_stands_before_the_value() =>
        Assert.Equal("a=[a=]&b=[a={x}&b=]", Template.Expand("a={x}&b={x}", _ => "-", (before, _) => $"[{before}]"));

    [Fact]
    public void Lists_its_placeholders_but_no_braces_of_a_query() =>
        Assert.Equal(["backend", "cluster"], Template.Placeholders("x{app=\"{backend}\",c=\"{cluster}\"} {{version}"));
}
