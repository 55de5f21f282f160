using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Ticks;

public sealed class TickPageTests
{
    [Fact]
    public void A_page_gives_back_what_was_put_on_it()
    {
        CountTick[] ticks = Ticks(60);
        Assert.Equal(ticks, TickPage.Read(Page(ticks)));
    }

    [Fact]
    public void An_hour_of_common_ticks_takes_about_a_dozen_bytes_a_tick()
    {
        CountTick[] ticks = [.. Ticks(60).Select(Common)];
        Assert.InRange(Page(ticks).Length, 1, 60 * 13);
    }

    [Fact]
    public void The_largest_tick_fits_its_room()
    {
        var huge = new ArmIncrement(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue);
        var tick = new CountTick(
            long.MaxValue,
            new Instant(long.MinValue),
            new Instant(0),
            huge,
            huge,
            new BaselineSpread(1, int.MaxValue)
        );
        Assert.Equal([tick], TickPage.Read(Page([tick])));
    }

    [Fact]
    public void Values_are_kept_beside_counts_as_they_are()
    {
        Tick[] ticks =
        [
            new ValueTick(1, new Instant(0), new Instant(5_000_000), 0.25, double.NaN),
            new ValueTick(2, new Instant(5_000_000), new Instant(10_000_000), double.PositiveInfinity, -1),
            .. Ticks(2).Select(tick => tick with { Number = tick.Number + 2 }),
        ];

        Assert.Equal(ticks, TickPage.Read(Page(ticks)));
    }

    [Fact]
    public void Ticks_without_an_answer_are_kept_too()
    {
        Tick[] ticks =
        [
            new EmptyTick(1, new Instant(0), new Instant(5_000_000)),
            new FailedTick(2, new Instant(5_000_000), new Instant(20_000_000)),
            .. Ticks(2).Select(tick => tick with { Number = tick.Number + 2 }),
        ];

        Assert.Equal(ticks, TickPage.Read(Page(ticks)));
    }

    private static CountTick Common(CountTick tick) =>
        tick with
        {
            Spread = default,
            Baseline = new ArmIncrement(tick.Baseline.Requests, tick.Baseline.Bad),
        };

    private static CountTick[] Ticks(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(number => new CountTick(
                    number,
                    new Instant(1_800_000_000_000_000 + (number * 15_000_000L)),
                    new Instant(1_800_000_000_000_000 + ((number + 1) * 15_000_000L)),
                    new ArmIncrement(150 + number, number % 3),
                    new ArmIncrement(1350, number % 7, number % 5, 0),
                    number % 2 == 0 ? new BaselineSpread(number / 7.0, 19) : default
                )),
        ];

    private static byte[] Page(IEnumerable<Tick> ticks)
    {
        List<byte> page = [];
        Span<byte> room = stackalloc byte[TickPage.PackedAtMost];
        Tick? before = null;
        foreach (Tick tick in ticks)
        {
            page.AddRange(room[..TickPage.Append(before, tick, room)]);
            before = tick;
        }

        return [.. page];
    }
}
