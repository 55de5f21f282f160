using Rollouts.Storage;
using Rollouts.Storage.Outbox;

namespace Rollouts.Contracts.Storage;

/// <summary>The outbox: written with the streams, sent at least once, in order for each stream and channel.</summary>
public abstract class OutboxContract(IStoreHarness harness) : StoreContract(harness)
{
    private int _version;

    [Fact]
    public async Task A_message_is_sent_with_what_was_written()
    {
        var now = await NowAsync();
        var message = Say("k1") with { Body = """{ "b": "é 'x'" }""" };
        await TellAsync(message);

        var claimed = Assert.Single(await ClaimMessagesAsync());

        Assert.Equal((message, 0), (claimed.Message, claimed.Attempts));
        Assert.InRange(claimed.WrittenAt.Microseconds, now.Microseconds, (await NowAsync()).Microseconds);
        Assert.Empty(await ClaimMessagesAsync());
        await SettleAsync(new Delivery.Sent(claimed.Id, claimed.Lease));
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await ClaimMessagesAsync());
    }

    // No process may have seen the jump, and none may start again.
    [Fact]
    public async Task A_message_that_was_never_sent_is_due_although_a_clock_ahead_has_dated_it()
    {
        var ahead = TimeSpan.FromDays(365);
        await PassAsync(ahead);
        await TellAsync(Say("k1"));
        await PassAsync(-ahead);

        Assert.Single(await ClaimMessagesAsync());
    }

    [Fact]
    public async Task The_start_of_a_process_keeps_the_pause_that_a_channel_asked_for()
    {
        await TellAsync(Say("k1"), Say("k1", channel: "webhook/b"));
        var claimed = await ClaimMessagesAsync();
        var now = await NowAsync();
        await SettleAsync(
            new Delivery.Later(claimed[0].Id, claimed[0].Lease, now + TimeSpan.FromHours(5), "busy"),
            new Delivery.Later(claimed[1].Id, claimed[1].Lease, now + TimeSpan.FromHours(7), "busy")
        );

        await Store.RebaseAsync(RebaseRequest.AtTheStart, default);

        Assert.Equal(claimed[1].Id, Assert.Single(await ClaimMessagesAsync()).Id);
    }

    [Fact]
    public async Task The_same_key_in_the_same_stream_and_channel_is_the_same_message()
    {
        await TellAsync(Say("k1"), Say("k1") with { Body = "{\"second\":1}" });
        await TellAsync(Say("k1") with { Body = "{\"third\":1}" });
        await TellAsync(Say("k1", channel: "webhook/b"), Say("k1") with { Stream = new("service/a/b") });

        var bodies = (await ClaimMessagesAsync()).Select(one => (one.Message.Channel, one.Message.Body));

        Assert.Equal([("slack/a", "{}"), ("webhook/b", "{}"), ("slack/a", "{}")], bodies);
    }

    [Fact]
    public async Task Of_each_stream_and_channel_the_oldest_goes_first()
    {
        await TellAsync(Say("k1"), Say("k2"), Say("k1", channel: "webhook/b"));
        await TellAsync(Say("k3"), Say("k2", channel: "webhook/b"));

        var first = await ClaimMessagesAsync();
        Assert.Equal([("slack/a", "k1"), ("webhook/b", "k1")], first.Select(Place));
        Assert.Empty(await ClaimMessagesAsync());

        await SettleAsync(new Delivery.Sent(first[0].Id, first[0].Lease));
        var second = Assert.Single(await ClaimMessagesAsync());
        Assert.Equal(("slack/a", "k2"), Place(second));
        Assert.True(second.Id.Number > first[0].Id.Number);
    }

    [Fact]
    public async Task One_that_waits_to_be_tried_again_holds_up_its_channel()
    {
        await TellAsync(Say("k1"), Say("k2"), Say("k1", channel: "webhook/b"));
        var claimed = await ClaimMessagesAsync();
        var later = await NowAsync() + TimeSpan.FromSeconds(20);
        await SettleAsync(
            new Delivery.Later(claimed[0].Id, claimed[0].Lease, later, "503"),
            new Delivery.Sent(claimed[1].Id, claimed[1].Lease)
        );

        Assert.Empty(await ClaimMessagesAsync());
        await PassAsync(TimeSpan.FromSeconds(21));
        var again = Assert.Single(await ClaimMessagesAsync());
        Assert.Equal((("slack/a", "k1"), 1), (Place(again), again.Attempts));
        Assert.Equal(claimed[0].Message, again.Message);
    }

    [Fact]
    public async Task One_that_waits_for_its_turn_is_due_then_however_often_it_has_waited()
    {
        await TellAsync(Say("k1"), Say("k2"));
        for (var turn = 0; turn < 3; turn++)
        {
            var claimed = Assert.Single(await ClaimMessagesAsync());
            Assert.Equal((("slack/a", "k1"), Math.Min(turn, 1)), (Place(claimed), claimed.Attempts));
            var later = await NowAsync() + TimeSpan.FromSeconds(20);
            await SettleAsync(new Delivery.Deferred(claimed.Id, claimed.Lease, later));

            Assert.Empty(await ClaimMessagesAsync());
            await PassAsync(TimeSpan.FromSeconds(21));
        }
    }

    [Fact]
    public async Task One_whose_sender_died_is_sent_again_by_another()
    {
        await TellAsync(Say("k1"));
        var dead = Assert.Single(await ClaimMessagesAsync());
        await PassAsync(Ten.For);

        var claimed = Assert.Single(await ClaimMessagesAsync());

        Assert.Equal((dead.Id, 1), (claimed.Id, claimed.Attempts));
        await SettleAsync(new Delivery.Dead(dead.Id, dead.Lease, "late"));
        Assert.Empty(await Store.Outbox.DeadAsync(new(0), 10, default));
        await SettleAsync(new Delivery.Sent(claimed.Id, claimed.Lease));
        await SettleAsync(new Delivery.Later(dead.Id, dead.Lease, await NowAsync(), "late"));
        Assert.Empty(await ClaimMessagesAsync());
    }

    [Fact]
    public async Task One_that_is_given_up_lets_the_next_go()
    {
        await TellAsync(Say("k1"), Say("k2"));
        var claimed = Assert.Single(await ClaimMessagesAsync());

        await SettleAsync(new Delivery.Dead(claimed.Id, claimed.Lease, "410 gone"));

        Assert.Equal(("slack/a", "k2"), Place(Assert.Single(await ClaimMessagesAsync())));
        Assert.Equal(
            new DeadMessage(claimed.Id, claimed.Message, claimed.WrittenAt, 1, "410 gone"),
            Assert.Single(await Store.Outbox.DeadAsync(new(0), 10, default))
        );
    }

    [Fact]
    public async Task A_dead_one_is_sent_again_with_the_same_key()
    {
        await TellAsync(Say("k1"));
        var claimed = Assert.Single(await ClaimMessagesAsync());
        Assert.False(await Store.Outbox.SendAgainAsync(claimed.Id, default));
        await SettleAsync(new Delivery.Dead(claimed.Id, claimed.Lease, "410 gone"));

        Assert.True(await Store.Outbox.SendAgainAsync(claimed.Id, default));
        Assert.False(await Store.Outbox.SendAgainAsync(claimed.Id, default));
        Assert.False(await Store.Outbox.SendAgainAsync(new(4_711), default));

        Assert.Empty(await Store.Outbox.DeadAsync(new(0), 10, default));
        var again = Assert.Single(await ClaimMessagesAsync());
        Assert.Equal((claimed.Id, "k1", 0), (again.Id, again.Message.Key, again.Attempts));
        Assert.True(again.Lease.Number > claimed.Lease.Number);
    }

    [Fact]
    public async Task The_dead_are_listed_in_pages_oldest_first()
    {
        await TellAsync([.. Enumerable.Range(0, 5).Select(n => Say("k", channel: $"slack/{n}"))]);
        var claimed = await ClaimMessagesAsync();
        await SettleAsync([.. claimed.Reverse().Select(one => new Delivery.Dead(one.Id, one.Lease, "no"))]);

        var page = await Store.Outbox.DeadAsync(new(0), 3, default);
        var rest = await Store.Outbox.DeadAsync(page[2].Id, 3, default);

        Assert.Equal(claimed.Select(one => one.Id), page.Concat(rest).Select(one => one.Id));
    }

    [Fact]
    public async Task The_sent_are_forgotten_and_the_dead_are_kept()
    {
        await TellAsync(Say("k1"), Say("k1", channel: "webhook/b"), Say("k1", channel: "webhook/c"));
        var claimed = await ClaimMessagesAsync();
        await SettleAsync(
            new Delivery.Sent(claimed[0].Id, claimed[0].Lease),
            new Delivery.Dead(claimed[1].Id, claimed[1].Lease, "no")
        );

        Assert.Equal(0, await Store.Outbox.ForgetSentAsync(await NowAsync() - Second, default));
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await Store.Outbox.ForgetSentAsync(await NowAsync(), default));

        Assert.Single(await Store.Outbox.DeadAsync(new(0), 10, default));
        Assert.Equal(("webhook/c", "k1"), Place(Assert.Single(await ClaimMessagesAsync())));
    }

    [Fact]
    public async Task Two_senders_never_get_the_same()
    {
        await TellAsync([.. Enumerable.Range(0, 60).Select(n => Say("k", channel: $"slack/{n}"))]);

        var claimed = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => Task.Run(async () => (await Store.Outbox.ClaimAsync(Ten, default)).Items))
        );
        var rest = (await Store.Outbox.ClaimAsync(Ten with { AtMost = 60 }, default)).Items;

        var ids = claimed.SelectMany(some => some).Concat(rest).Select(one => one.Id).ToList();
        Assert.Equal(60, ids.Count);
        Assert.Equal(60, ids.Distinct().Count());
    }

    private static Message Say(string key, string channel = "slack/a") => new(Rollout(1), channel, key, "paused", "{}");

    private static (string Channel, string Key) Place(ClaimedMessage claimed) =>
        (claimed.Message.Channel, claimed.Message.Key);

    private Task TellAsync(params ReadOnlySpan<Message> messages) =>
        WriteAsync(Together(Append(Rollout(1), _version++)) with { Messages = ValueList.Create(messages) });

    private async Task<ValueList<ClaimedMessage>> ClaimMessagesAsync() =>
        (await Store.Outbox.ClaimAsync(Ten, default)).Items;

    private Task SettleAsync(params Delivery[] deliveries) => Store.Outbox.SettleAsync(deliveries, default);
}
