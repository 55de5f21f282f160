using Rollouts.Contracts.Storage;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Integrations.Tests.Storage.Migrations;

/// <summary>
/// What the dumps under tests/dumps hold: something in every table. They were made by filling a store of their
/// version and dumping it; see docs/storage.md. It is never changed, or the dumps would have to be.
/// </summary>
internal static class DumpedStore
{
    private static readonly RolloutId Id = StoreContract.Id(1);
    private static readonly QuestionKey Errors = new("check/errors");
    private static readonly ClaimRequest Ten = new("worker", 10, TimeSpan.FromSeconds(8));
    private static readonly Instant Noon = new(1_772_445_600_123_456);
    private static readonly RequestKey Request = new("ci", "42");
    private static readonly Checkpoint Sealed = new(Noon, [new Head("a/b", 1, Hash.Beginning)], "seal");

    private static readonly RolloutRow Row = new(
        Id,
        new ServiceName("checkout"),
        new EnvironmentName("prod"),
        new VersionName("v1"),
        "ada é",
        "running",
        "step 1 of 3",
        Noon,
        null
    );

    private static readonly Message Told = new(StreamName.Of(Id), "slack/a", "k2", "paused", """{ "it's": "é" }""");

    public static async Task FillAsync(IStore store)
    {
        await store.Idempotency.ReceiveAsync(Request, "digest", TimeSpan.FromSeconds(30), default);
        await store.Streams.CommitAsync(
            [
                new()
                {
                    Writes =
                    [
                        StoreContract.Append(StreamName.Of(Id), 0, 3) with
                        {
                            State = """{ "é": 1 }""",
                            Row = Row,
                            Due = new DueTime(Noon),
                            Questions = [new WantedQuestion(Errors, "{}", Noon)],
                        },
                        StoreContract.Append(new StreamName("service/prod/checkout"), 0),
                    ],
                    Messages = [Told with { Key = "k1" }, Told],
                    Answer = new StoredAnswer(Request, 201, "made"),
                },
            ],
            default
        );
        var asked = (await store.Questions.ClaimAsync(Ten, default)).Items[0];
        var page = new TickPageRow(0, Noon, Noon + TimeSpan.FromMinutes(1), new byte[] { 1, 2, 3 });
        await store.Questions.SettleAsync([new(Id, Errors, asked.Lease, new byte[] { 7 }, Noon, page)], default);
        var sent = (await store.Outbox.ClaimAsync(Ten, default)).Items[0];
        await store.Outbox.SettleAsync([new Delivery.Dead(sent.Id, sent.Lease, "gone")], default);
        await store.Checkpoints.SaveAsync(Sealed, default);
    }

    public static async Task CheckAsync(IStore store)
    {
        var entries = await store.Streams.ReadAsync(StreamName.Of(Id), 0, default).ToListAsync();
        var intact = Assert.IsType<ChainVerdict.Intact>(Chain.Verify($"rollout/{Id}", entries));
        Assert.Equal(3, intact.Head.Version);
        Assert.Equal(2, (await store.Streams.HeadsAsync(new(""), default).ToListAsync()).Count);
        Assert.Equal([Row], await store.Lists.ListAsync(new(), null, 10, default));
        Assert.Equal(
            new StoredState(StreamName.Of(Id), 3, intact.Head.Hash, """{ "é": 1 }"""),
            Assert.Single((await store.Streams.LoadAsync([StreamName.Of(Id)], default)).Streams)
        );
        Assert.Equal(intact.Head, Assert.Single((await store.Driving.ClaimAsync(Ten, default)).Items).Head);
        Assert.Equal([7], Assert.Single((await store.Questions.ClaimAsync(Ten, default)).Items).Evidence.ToArray());
        Assert.Equal([1, 2, 3], Assert.Single(await store.Questions.PagesAsync(Id, Errors, default)).Ticks.ToArray());
        Assert.Equal(Told, Assert.Single((await store.Outbox.ClaimAsync(Ten, default)).Items).Message);
        Assert.Equal("gone", Assert.Single(await store.Outbox.DeadAsync(new(0), 10, default)).Error);
        Assert.Equal(
            new Reception.Answered(new StoredAnswer(Request, 201, "made")),
            await store.Idempotency.ReceiveAsync(Request, "digest", TimeSpan.FromSeconds(30), default)
        );
        Assert.Equal(Sealed, await store.Checkpoints.NewestAsync(null, default));
    }
}
