using FsCheck;
using FsCheck.Fluent;

namespace Rollouts.Domain.Tests;

public sealed class SpansTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("0s", 0)]
    [InlineData("1m500ms", 60.5)]
    public void Reads_a_duration(string text, double seconds)
    {
        Assert.True(Spans.TryParse(text, out var span));
        Assert.Equal(TimeSpan.FromSeconds(seconds), span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("5m5m")]
    [InlineData("10 m")]
    [InlineData("10M")]
    [InlineData("99999999999s")]
    [InlineData("91d")]
    [InlineData("10m\n")]
    public void Refuses_what_is_no_duration(string text) => Assert.False(Spans.TryParse(text, out _));

    [Fact]
    public void Reads_back_whatever_it_says() =>
        Prop.ForAll(
                Gen.Choose(0, (int)Spans.Longest.TotalMilliseconds / 1000).ToArbitrary(),
                seconds =>
                    Spans.TryParse(Spans.Say(TimeSpan.FromSeconds(seconds)), out var span)
                    && span == TimeSpan.FromSeconds(seconds)
            )
            .QuickCheckThrowOnFailure();
}
