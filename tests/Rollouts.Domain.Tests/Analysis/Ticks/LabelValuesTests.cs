using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Ticks;

/// <summary>The values of a label come from outside, and any client may make them up.</summary>
public sealed class LabelValuesTests
{
    private static readonly TimeSpan Scrape = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_value_keeps_the_place_that_it_got_first()
    {
        var values = new LabelValues();
        Assert.Equal([1, 2, 1], new[] { "/a", "/b", "/a" }.Select(values.PlaceOf));
        Assert.Equal(["", "/a", "/b"], Enumerable.Range(0, values.Count).Select(place => values[place]));
    }

    [Fact]
    public void More_values_than_places_are_folded_into_one()
    {
        var values = new LabelValues();
        int[] places = [.. Enumerable.Range(0, 10_000).Select(number => values.PlaceOf($"/v1/{number}"))];
        Assert.Equal(LabelValues.Most, values.Count);
        Assert.Equal(Enumerable.Range(1, LabelValues.Most - 1), places.Take(LabelValues.Most - 1));
        Assert.All(places.Skip(LabelValues.Most - 1), place => Assert.Equal(0, place));
        Assert.Equal(3, values.PlaceOf("/v1/2"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/a\nb")]
    [InlineData("\"quoted\"")]
    [InlineData("/caf\u00e9")]
    [InlineData("\u202Eevil")]
    [InlineData("a\0b")]
    [InlineData("[link](x)")]
    public void A_value_that_is_not_plain_has_no_place_of_its_own(string? hostile) =>
        Assert.Equal(0, new LabelValues().PlaceOf(hostile));

    [Theory]
    [InlineData("/users/<int:id>")]
    [InlineData("^/v1/users/?$")]
    [InlineData("/users/{id}")]
    [InlineData("GET /users/:id")]
    public void The_pattern_of_a_route_is_told_apart(string pattern) =>
        Assert.Equal(1, new LabelValues().PlaceOf(pattern));

    [Fact]
    public void A_long_value_has_no_place_of_its_own()
    {
        var values = new LabelValues();
        Assert.Equal(1, values.PlaceOf(new string('a', LabelValues.Longest)));
        Assert.Equal(0, values.PlaceOf(new string('a', LabelValues.Longest + 1)));
    }

    [Fact]
    public void Requests_are_counted_by_their_value_and_all_of_them_together()
    {
        var ledger = new CounterLedger(At(0));
        Read(ledger, 1, ("/a", 100, 1), ("/b", 50, 0));
        Assert.NotNull(ledger.Close(At(1), Scrape));
        Read(ledger, 2, ("/a", 300, 5), ("/b", 150, 50), ("<a href=\"x\">", 10, 2), ("", 7, 0));

        CountTick tick = Assert.IsType<CountTick>(ledger.Close(At(2), Scrape));
        Assert.Equal(new ArmIncrement(317, 56), tick.Candidate);
        Assert.Equal(
            [
                new LabelIncrement(LabelValues.Rest, new ArmIncrement(17, 2), default),
                new LabelIncrement("/a", new ArmIncrement(200, 4), default),
                new LabelIncrement("/b", new ArmIncrement(100, 50), default),
            ],
            tick.Labels
        );
    }

    [Fact]
    public void A_ledger_that_was_stored_counts_on_by_the_same_values()
    {
        var live = new CounterLedger(At(0));
        var stored = new CounterLedger(At(0));
        for (int scrape = 1; scrape < 40; scrape++)
        {
            Read(live, scrape, ("/a", 100 * scrape, scrape), ($"/{scrape}", 20, 1));
            Read(stored, scrape, ("/a", 100 * scrape, scrape), ($"/{scrape}", 20, 1));
            Assert.Equal(live.Close(At(scrape), Scrape), stored.Close(At(scrape), Scrape));
            byte[] room = new byte[stored.PackedAtMost];
            stored = CounterLedger.Unpack(room.AsSpan(0, stored.Pack(room)))!;
        }
    }

    [Fact]
    public void Ticks_with_labels_are_read_as_they_were_written()
    {
        ValueList<LabelIncrement> few = [Label("", 1), Label("/a", 20)];
        ValueList<LabelIncrement> many =
        [
            .. few,
            .. Enumerable.Range(0, 30).Select(number => Label(new string('x', 40) + number, number)),
        ];
        ValueList<LabelIncrement>[] labels = [few, many, [], many, few];
        Tick[] ticks =
        [
            .. labels.Select(
                (one, at) =>
                    new CountTick(
                        at + 1,
                        At(at),
                        At(at + 1),
                        new ArmIncrement(500, 60),
                        new ArmIncrement(90_000, 1),
                        at % 2 == 0 ? new BaselineSpread(3.5, 7) : default
                    )
                    {
                        Labels = one,
                    }
            ),
        ];
        byte[] page = new byte[ticks.Sum(TickPage.RoomFor)];
        int written = 0;
        for (int at = 0; at < ticks.Length; at++)
        {
            int more = TickPage.Append(at == 0 ? null : ticks[at - 1], ticks[at], page.AsSpan(written));
            Assert.InRange(more, 1, TickPage.RoomFor(ticks[at]));
            written += more;
        }

        Assert.Equal(ticks, TickPage.Read(page.AsSpan(0, written)));
    }

    private static LabelIncrement Label(string value, int requests) =>
        new(value, new ArmIncrement(requests, requests / 2), new ArmIncrement(9 * requests, requests / 3));

    private static void Read(CounterLedger ledger, int at, params (string Value, double Requests, double Bad)[] counts)
    {
        for (int series = 0; series < counts.Length; series++)
        {
            (string value, double requests, double bad) = counts[series];
            ulong key = (ulong)value.Aggregate(17, (hash, letter) => (hash * 31) + letter) << 1;
            Assert.True(
                ledger.Read([
                    new CounterSample(Arm.Candidate, CounterRole.Total, 0, key, 1, At(at), requests) { Label = value },
                    new CounterSample(Arm.Candidate, CounterRole.Bad, 0, key | 1, 1, At(at), bad) { Label = value },
                ])
            );
        }
    }

    private static Instant At(int scrape) => new(1_800_000_000_000_000 + (scrape * 5_000_000L));
}
