using Rollouts.Storage.Marks;

namespace Rollouts.Integrations.Tests.Storage.Marks;

/// <summary>When a store counts as one that went back in time.</summary>
public sealed class StoreMarkTests
{
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    // The store had 10 records until noon, 20 ten seconds later and 30 a minute later.
    private static readonly StoreMark Mark = new(
        "one",
        [new(10, Noon), new(20, Noon + TimeSpan.FromSeconds(10)), new(30, Noon + TimeSpan.FromSeconds(40))]
    );

    [Theory]
    [InlineData(31, StoreLoss.None)]
    [InlineData(30, StoreLoss.None)]
    [InlineData(29, StoreLoss.Seconds)]
    [InlineData(20, StoreLoss.Seconds)]
    [InlineData(19, StoreLoss.More)]
    [InlineData(5, StoreLoss.More)]
    public void The_age_of_what_is_lost_decides(long counter, StoreLoss loss) =>
        Assert.Equal(loss, StoreMark.Compare(Mark, Head(counter), Tolerance));

    [Fact]
    public void A_failover_that_lost_two_seconds_is_a_loss_of_seconds()
    {
        var mark = StoreMark.After(
            StoreMark.After(before: null, Head(100)),
            Head(150) with
            {
                Now = Noon + TimeSpan.FromSeconds(10),
            }
        );

        Assert.Equal(StoreLoss.Seconds, StoreMark.Compare(mark, Head(140), Tolerance));
    }

    [Fact]
    public void An_idle_store_loses_only_what_was_written_since_it_was_idle()
    {
        var mark = StoreMark.After(before: null, Head(100));
        mark = StoreMark.After(mark, Head(100) with { Now = Noon + TimeSpan.FromHours(1) });
        mark = StoreMark.After(mark, Head(101) with { Now = Noon + TimeSpan.FromHours(1) + TimeSpan.FromSeconds(10) });

        Assert.Equal(StoreLoss.Seconds, StoreMark.Compare(mark, Head(100), Tolerance));
    }

    [Fact]
    public void A_store_without_its_mark_may_have_lost_anything()
    {
        Assert.Equal(StoreLoss.Unknown, StoreMark.Compare(mark: null, Head(5), Tolerance));
        Assert.Equal(StoreLoss.Unknown, StoreMark.Compare(Mark with { Incarnation = "two" }, Head(50), Tolerance));
    }

    [Fact]
    public void An_empty_store_wants_nothing() =>
        Assert.Equal(StoreLoss.None, StoreMark.Compare(mark: null, Head(0), Tolerance));

    [Fact]
    public void The_file_gives_back_what_was_written_and_garbage_is_no_mark()
    {
        using var folder = new TempFolder();
        var file = new MarkFile(folder["mark.json"]);
        Assert.Null(file.Read());

        file.Write(Mark);
        Assert.Equal(Mark, file.Read());

        File.WriteAllText(file.Path, "{\"Incarnation\":");
        Assert.Null(file.Read());
    }

    private static StoreHead Head(long counter) => new("one", counter, Noon);
}
