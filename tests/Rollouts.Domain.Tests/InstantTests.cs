namespace Rollouts.Domain.Tests;

public sealed class InstantTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 20, 12, 18, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Is_the_same_moment_in_every_zone() =>
        Assert.Equal(Instant.From(Moment), Instant.From(Moment.ToUniversalTime()));

    [Fact]
    public void Is_shown_in_utc() =>
        Assert.Equal("2026-11-20T11:18:00.5Z", (Instant.From(Moment) + TimeSpan.FromSeconds(0.5)).ToString());

    [Fact]
    public void Is_a_span_away_from_another() =>
        Assert.Equal(TimeSpan.FromMinutes(5), Instant.From(Moment) + TimeSpan.FromMinutes(5) - Instant.From(Moment));

    [Fact]
    public void Comes_back_from_a_date() => Assert.Equal(Moment, Instant.From(Moment).ToDateTimeOffset());
}
