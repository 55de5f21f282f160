using Rollouts.Domain.Access;

namespace Rollouts.Domain.Tests.Access;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("shop", "shop", true)]
    [InlineData("shop", "shop-eu", false)]
    [InlineData("shop-*", "shop-eu", true)]
    [InlineData("shop-*", "shop", false)]
    [InlineData("*-eu", "shop-eu", true)]
    [InlineData("*-eu", "shop-eu-2", false)]
    [InlineData("s*p*u", "shop-eu", true)]
    [InlineData("Shop", "shop", false)]
    [InlineData("shop.eu", "shopxeu", false)]
    public void Matches_names(string pattern, string name, bool matches) =>
        Assert.Equal(matches, new NamePattern(pattern).Matches(name));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../*")]
    [InlineData("a?")]
    [InlineData("*a*a*a*a*")]
    public void Refuses_what_is_no_pattern(string text) =>
        Assert.Throws<ArgumentException>(() => new NamePattern(text));

    [Fact]
    public void Stars_cost_little_however_long_the_name() =>
        Assert.False(new NamePattern("a*a*a*a*b").Matches(new string('a', 128)));
}
