using Rollouts.Contracts.Storage;
using Rollouts.Integrations.Tests.Storage.Postgres;
using Rollouts.Integrations.Tests.Storage.Sqlite;

namespace Rollouts.Integrations.Tests.Storage;

/// <summary>
/// The real stores do what the one in memory does, over random histories: it was written apart from them, so what
/// they agree on is what the contract says and not what one of them happens to do.
/// </summary>
public sealed class StoreWalkTests
{
    private const int Steps = 80;

    [Theory]
    [MemberData(nameof(Seeds), 20)]
    public Task Sqlite_does_what_memory_does(int seed) => CompareAsync(new SqliteHarness(), seed);

    [Theory]
    [MemberData(nameof(Seeds), 6)]
    public Task Postgres_does_what_memory_does(int seed) => CompareAsync(new PostgresHarness(), seed);

    public static TheoryData<int> Seeds(int count) => [.. Enumerable.Range(1, count)];

    private static async Task CompareAsync(IStoreHarness real, int seed) =>
        Assert.Equal(await WalkAsync(new MemoryHarness(), seed), await WalkAsync(real, seed));

    private static async Task<List<string>> WalkAsync(IStoreHarness harness, int seed)
    {
        await using (harness)
        {
            await using var store = await harness.OpenAsync();
            return await new StoreWalk(harness, store, seed).TakeAsync(Steps);
        }
    }
}
