using System.Globalization;
using Rollouts.Domain.Freezes;

namespace Rollouts.Domain.Tests.Calendar;

public sealed class FreezeCalendarTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly Freeze FridayEvening = Weekly([DayOfWeek.Friday], "16:00", "23:59");

    [Theory]
    [InlineData("2026-11-20T14:59:59Z", false)]
    [InlineData("2026-11-20T15:00:00Z", true)]
    [InlineData("2026-11-20T22:58:59Z", true)]
    [InlineData("2026-11-20T22:59:00Z", false)]
    [InlineData("2026-11-19T16:00:00Z", false)]
    // The same hour on the wall is another one in summer.
    [InlineData("2026-07-17T13:59:59Z", false)]
    [InlineData("2026-07-17T14:00:00Z", true)]
    public void Is_in_force_by_the_clock_of_its_zone(string at, bool isInForce) =>
        Assert.Equal(isInForce, FreezeCalendar.IsInForce(FridayEvening, At(at), Berlin));

    [Theory]
    [InlineData("2026-11-20T22:00:00Z", true)]
    [InlineData("2026-11-21T04:59:59Z", true)]
    [InlineData("2026-11-21T05:00:00Z", false)]
    [InlineData("2026-11-21T22:00:00Z", false)]
    public void Lasts_until_the_next_morning_where_it_ends_before_it_begins(string at, bool isInForce) =>
        Assert.Equal(isInForce, FreezeCalendar.IsInForce(Weekly([DayOfWeek.Friday], "22:00", "06:00"), At(at), Berlin));

    // On 2026-10-25 the clocks of Berlin show 02:00 to 03:00 twice.
    [Theory]
    [InlineData("2026-10-25T00:29:59Z", false)]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:15:00Z", true)]
    [InlineData("2026-10-25T01:44:59Z", true)]
    [InlineData("2026-10-25T01:45:00Z", false)]
    public void Is_the_longer_one_where_an_hour_comes_twice(string at, bool isInForce) =>
        Assert.Equal(isInForce, FreezeCalendar.IsInForce(Weekly([DayOfWeek.Sunday], "02:30", "02:45"), At(at), Berlin));

    // On 2026-03-29 they jump from 02:00 to 03:00, which is 01:00 in UTC.
    [Theory]
    [InlineData("02:30", "04:00", "2026-03-29T00:59:59Z", false)]
    [InlineData("02:30", "04:00", "2026-03-29T01:00:00Z", true)]
    [InlineData("02:30", "04:00", "2026-03-29T01:59:59Z", true)]
    [InlineData("02:30", "04:00", "2026-03-29T02:00:00Z", false)]
    [InlineData("01:00", "02:30", "2026-03-29T00:59:59Z", true)]
    [InlineData("01:00", "02:30", "2026-03-29T01:00:00Z", false)]
    public void Begins_and_ends_at_the_jump_where_an_hour_is_left_out(
        string from,
        string to,
        string at,
        bool isInForce
    ) => Assert.Equal(isInForce, FreezeCalendar.IsInForce(Weekly([DayOfWeek.Sunday], from, to), At(at), Berlin));

    [Theory]
    [InlineData("2026-12-19T22:59:59Z", false)]
    [InlineData("2026-12-19T23:00:00Z", true)]
    [InlineData("2027-01-06T22:59:59Z", true)]
    [InlineData("2027-01-06T23:00:00Z", false)]
    public void Is_in_force_once_where_it_has_a_date(string at, bool isInForce) =>
        Assert.Equal(
            isInForce,
            FreezeCalendar.IsInForce(
                new Freeze.Dated(new("holidays"), "Europe/Berlin", null, Local("2026-12-20"), Local("2027-01-07")),
                At(at),
                Berlin
            )
        );

    [Theory]
    [InlineData("2026-11-20T12:00:00Z", "2026-11-20T15:00:00Z")]
    [InlineData("2026-11-20T15:00:00Z", "2026-11-20T22:59:00Z")]
    [InlineData("2026-11-20T23:00:00Z", "2026-11-27T15:00:00Z")]
    public void Knows_when_it_changes_next(string now, string next) =>
        Assert.Equal(At(next), FreezeCalendar.NextChange(FridayEvening, At(now), Berlin));

    [Fact]
    public void Never_changes_again_when_its_date_is_over() =>
        Assert.Null(
            FreezeCalendar.NextChange(
                new Freeze.Dated(new("holidays"), "Europe/Berlin", null, Local("2025-12-20"), Local("2026-01-07")),
                At("2026-11-20T12:00:00Z"),
                Berlin
            )
        );

    [Fact]
    public void What_changes_next_changes_then_and_not_before()
    {
        var nights = Weekly([DayOfWeek.Saturday, DayOfWeek.Sunday], "23:30", "02:30");
        var now = At("2026-01-01T00:00:00Z");
        for (var i = 0; i < 400; i++)
        {
            var next = FreezeCalendar.NextChange(nights, now, Berlin)!.Value;
            Assert.Equal(
                FreezeCalendar.IsInForce(nights, now, Berlin),
                FreezeCalendar.IsInForce(nights, next - TimeSpan.FromSeconds(1), Berlin)
            );
            Assert.NotEqual(
                FreezeCalendar.IsInForce(nights, now, Berlin),
                FreezeCalendar.IsInForce(nights, next, Berlin)
            );
            now = next;
        }
    }

    private static Freeze.Weekly Weekly(ValueList<DayOfWeek> days, string from, string to) =>
        new(new("freeze"), "Europe/Berlin", null, days, Time(from), Time(to));

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static LocalMoment Local(string date) =>
        new(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeOnly.MinValue);

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
