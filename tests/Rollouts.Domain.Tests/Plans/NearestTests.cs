using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Tests.Plans;

public sealed class NearestTests
{
    private static readonly string[] Words = ["shift", "verify", "hold", "atLeast", "atMost"];

    [Theory]
    [InlineData("shfit", "shift")]
    [InlineData("verfy", "verify")]
    [InlineData("at_least", "atLeast")]
    [InlineData("AtMost", "atMost")]
    [InlineData("hodl", "hold")]
    public void Finds_the_word_that_was_meant(string written, string meant) =>
        Assert.Equal(meant, Nearest.To(written, Words));

    [Theory]
    [InlineData("approve")]
    [InlineData("")]
    [InlineData("x")]
    public void Finds_nothing_where_nothing_is_near(string written) => Assert.Null(Nearest.To(written, Words));

    [Fact]
    public void Does_not_measure_a_word_that_is_no_slip() => Assert.Null(Nearest.To(new string('a', 100_000), Words));
}
