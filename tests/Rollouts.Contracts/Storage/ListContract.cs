using Rollouts.Storage;
using Rollouts.Storage.Lists;

namespace Rollouts.Contracts.Storage;

/// <summary>Lists of rollouts: filtered, paged, in an order that holds still.</summary>
public abstract class ListContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly Instant Opened = new(1_772_445_600_000_001);

    /// <summary>The row of a rollout of that number.</summary>
    internal static RolloutRow Row(int number) =>
        new(
            Id(number),
            new ServiceName("checkout"),
            new EnvironmentName("prod"),
            new VersionName($"v{number}"),
            null,
            "running",
            "step 1 of 3",
            Opened + TimeSpan.FromMinutes(number),
            null
        );

    [Fact]
    public async Task The_newest_comes_first()
    {
        await HaveAsync(Row(1), Row(3), Row(2) with { Owner = "team é", EndedAt = Opened });

        Assert.Equal([Row(3), Row(2) with { Owner = "team é", EndedAt = Opened }, Row(1)], await ListAsync(new()));
    }

    [Fact]
    public async Task Rows_of_the_same_moment_have_an_order_too()
    {
        var rows = Enumerable.Range(1, 9).Select(n => Row(n) with { OpenedAt = Opened }).ToArray();
        await HaveAsync(rows);

        var all = await ListAsync(new());
        var paged = new List<RolloutRow>();
        while (
            await ListAsync(new(), paged.Count == 0 ? null : Cursor(paged[^1]), atMost: 2) is { IsEmpty: false } page
        )
        {
            paged.AddRange(page);
        }

        Assert.Equal(rows.Reverse(), all);
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task A_page_begins_after_its_cursor_whatever_was_added_meanwhile()
    {
        await HaveAsync(Row(1), Row(2), Row(3), Row(4));
        var first = await ListAsync(new(), atMost: 2);
        await HaveAsync(Row(5));

        Assert.Equal([Row(4), Row(3)], first);
        Assert.Equal([Row(2), Row(1)], await ListAsync(new(), Cursor(first[1]), atMost: 2));
        Assert.Empty(await ListAsync(new(), Cursor(Row(1))));
    }

    [Fact]
    public async Task A_filter_leaves_what_it_asks_for()
    {
        var other = Row(2) with { Service = new("orders"), Environment = new("test"), Version = new("1.0_RC") };
        var ended = Row(3) with { Owner = "ada", Status = "succeeded", EndedAt = Opened + TimeSpan.FromHours(2) };
        await HaveAsync(Row(1), other, ended);

        Assert.Equal([other], await ListAsync(new(Service: new("orders"))));
        Assert.Equal([other], await ListAsync(new(Environment: new("test"))));
        Assert.Equal([ended], await ListAsync(new(Status: "succeeded")));
        Assert.Equal([ended], await ListAsync(new(Owner: "ada")));
        Assert.Equal([ended], await ListAsync(new(IsLive: false)));
        Assert.Equal([other, Row(1)], await ListAsync(new(IsLive: true)));
        Assert.Equal([Row(1)], await ListAsync(new(Service: new("checkout"), IsLive: true)));
        Assert.Empty(await ListAsync(new(Service: new("orders"), Owner: "ada")));
    }

    [Fact]
    public async Task Text_is_searched_for_in_names_as_it_is()
    {
        var other = Row(2) with { Service = new("orders"), Version = new("1.0_RC") };
        await HaveAsync(Row(1), other);

        Assert.Equal([other], await ListAsync(new(Text: "rder")));
        Assert.Equal([other], await ListAsync(new(Text: "ORD")));
        Assert.Equal([other], await ListAsync(new(Text: "0_rc")));
        Assert.Equal([Row(1)], await ListAsync(new(Text: "V1")));
        Assert.Empty(await ListAsync(new(Text: "%")));
        Assert.Empty(await ListAsync(new(Text: "v_")));
        Assert.Empty(await ListAsync(new(Text: "\\")));
        Assert.Empty(await ListAsync(new(Text: "v\0")));
        Assert.Empty(await ListAsync(new(Owner: "\ud83d")));
        Assert.Equal(2, (await ListAsync(new(Text: ""))).Count);
    }

    [Fact]
    public async Task A_row_is_replaced_with_its_rollout_and_otherwise_kept()
    {
        await HaveAsync(Row(1));
        var moved = Row(1) with { Status = "succeeded", Summary = "done", EndedAt = Opened + TimeSpan.FromHours(1) };

        await WriteAsync(Append(Rollout(1), 1) with { Row = moved });
        await WriteAsync(Append(Rollout(1), 2));

        Assert.Equal([moved], await ListAsync(new()));
    }

    [Fact]
    public async Task A_rollout_without_a_row_is_in_no_list()
    {
        await WriteAsync(Append(Rollout(1), 0) with { Due = new(await NowAsync()) });

        Assert.Empty(await ListAsync(new()));
    }

    private static RolloutCursor Cursor(RolloutRow row) => new(row.OpenedAt, row.Id);

    private async Task HaveAsync(params RolloutRow[] rows)
    {
        foreach (var row in rows)
        {
            await WriteAsync(Append(StreamName.Of(row.Id), 0) with { Row = row });
        }
    }

    private Task<ValueList<RolloutRow>> ListAsync(RolloutFilter filter, RolloutCursor? after = null, int atMost = 50) =>
        Store.Lists.ListAsync(filter, after, atMost, default);
}
