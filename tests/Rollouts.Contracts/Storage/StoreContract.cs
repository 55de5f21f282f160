using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Contracts.Storage;

/// <summary>What every part of the suite begins with: an empty store, and words to fill it.</summary>
public abstract class StoreContract(IStoreHarness harness) : IAsyncLifetime
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected static readonly ClaimRequest Ten = new("worker-1", 10, TimeSpan.FromSeconds(8));

    protected IStore Store { get; private set; } = null!;

    protected IStoreHarness Harness => harness;

    public async Task InitializeAsync() => Store = await harness.OpenAsync();

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await harness.DisposeAsync();
    }

    protected Task PassAsync(TimeSpan span) => harness.PassAsync(span);

    protected async Task<Instant> NowAsync() => (await Store.Streams.LoadAsync([], default)).Now;

    public static RolloutId Id(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public static StreamName Rollout(int number) => StreamName.Of(Id(number));

    public static Entry Record(StreamName stream, int version, string reason = "because") =>
        new(
            stream.Text,
            version,
            "test.happened.v1",
            new Instant(1_772_445_600_123_456 + version),
            """{"kind":"person","name":"ada"}""",
            "command",
            version % 2 == 0 ? null : $"key-{version}",
            reason,
            $$"""{ "z": 1.50, "n": {{version}}, "a": [1e3, "é"] }"""
        );

    /// <summary>A write that appends so many records.</summary>
    public static StreamWrite Append(StreamName stream, int expected, int records = 1, string reason = "because") =>
        new(stream, expected)
        {
            Entries = Enumerable.Range(expected + 1, records).Select(v => Record(stream, v, reason)).ToValueList(),
        };

    protected static Commit Together(params ReadOnlySpan<StreamWrite> writes) => new() { Writes = [.. writes] };

    protected async Task<CommitOutcome> TryAsync(Commit commit) =>
        Assert.Single(await Store.Streams.CommitAsync([commit], default));

    protected async Task WriteAsync(Commit commit) => Assert.Equal(CommitOutcome.Written, await TryAsync(commit));

    protected Task WriteAsync(params ReadOnlySpan<StreamWrite> writes) => WriteAsync(Together(writes));

    protected async Task<StoredState?> LoadAsync(StreamName stream) =>
        Assert.Single((await Store.Streams.LoadAsync([stream], default)).Streams);

    protected async Task<IReadOnlyList<ChainedEntry>> ReadAsync(StreamName stream, int above = 0) =>
        await Store.Streams.ReadAsync(stream, above, default).ToListAsync();

    /// <summary>Rollouts that are due one after the other, the first the longest.</summary>
    protected async Task<Instant> HaveDueAsync(params int[] numbers)
    {
        var now = await NowAsync();
        foreach (var (place, number) in numbers.Index())
        {
            await WriteAsync(
                Append(Rollout(number), 0) with
                {
                    State = "{}",
                    Due = new DueTime(now - TimeSpan.FromSeconds(numbers.Length - place)),
                }
            );
        }

        return now;
    }

    protected async Task<ValueList<ClaimedRollout>> ClaimAsync(int atMost = 10, string worker = "worker-1") =>
        (await Store.Driving.ClaimAsync(Ten with { AtMost = atMost, Worker = worker }, default)).Items;
}
