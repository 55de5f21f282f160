using System.Runtime.Versioning;
using Rollouts.Contracts.Storage;
using Rollouts.Domain.Audit;
using Rollouts.Fakes.Storage;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Sqlite;
using Rollouts.Storage.Streams;

namespace Rollouts.Integrations.Tests.Storage.Sqlite;

/// <summary>What only a file can do: be locked, be full, be missing, and outlive its process.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private static readonly StreamName A = new("service/prod/checkout");

    private readonly SettableClock _clock = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_outlives_the_process()
    {
        await using (var store = await OpenAsync())
        {
            Assert.Equal([CommitOutcome.Written], await store.Streams.CommitAsync([Append(0, 20)], default));
        }

        await using var again = await OpenAsync();
        var entries = await again.Streams.ReadAsync(A, 0, default).ToListAsync();
        Assert.Equal(20, Assert.IsType<ChainVerdict.Intact>(Chain.Verify(A.Text, entries)).Head.Version);
    }

    [Fact]
    public async Task What_a_dead_process_held_is_free_for_the_next_one()
    {
        var request = new ClaimRequest("worker", 10, TimeSpan.FromMinutes(1));
        await using (var store = await OpenAsync())
        {
            var due = new DueTime((await store.Streams.LoadAsync([], default)).Now);
            var write = StoreContract.Append(StoreContract.Rollout(1), 0) with { Due = due };
            await store.Streams.CommitAsync([new Commit { Writes = [write] }], default);
            Assert.Single((await store.Driving.ClaimAsync(request, default)).Items);
            Assert.Empty((await store.Driving.ClaimAsync(request, default)).Items);
        }

        await using var again = await OpenAsync();
        Assert.Single((await again.Driving.ClaimAsync(request, default)).Items);
    }

    [Fact]
    public async Task A_second_process_is_refused_with_the_name_of_the_first()
    {
        await using (await OpenAsync())
        {
            var refused = await Assert.ThrowsAsync<StoreRefusedException>(OpenAsync);

            Assert.Contains($"in use by process {Environment.ProcessId} (", refused.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        }

        await using var afterwards = await OpenAsync();
    }

    [Fact]
    public async Task A_full_disk_is_said_and_loses_nothing()
    {
        await using var store = await OpenAsync();
        await store.Streams.CommitAsync([Append(0, 1)], default);
        await LimitPagesAsync(store, await PagesAsync(store) + 3);

        var full = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.Streams.CommitAsync([Append(1, 1), Append(2, 400)], default)
        );

        Assert.Contains("is full", full.Message, StringComparison.Ordinal);
        Assert.Equal(1, await VersionAsync(store));
        Assert.Single(await store.Streams.ReadAsync(A, 0, default).ToListAsync());

        await LimitPagesAsync(store, 1_000_000);
        Assert.Equal([CommitOutcome.Written], await store.Streams.CommitAsync([Append(1, 400)], default));
        Assert.Equal(401, await VersionAsync(store));
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_start_is_not_taken_for_another_process()
    {
        using var disk = await SmallDisk.MountAsync(megabytes: 1);
        var folder = Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName;
        using (disk.Fill())
        {
            var full = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
                SqliteStore.OpenAsync(folder, _clock, default)
            );

            Assert.Contains("is full", full.Message, StringComparison.Ordinal);
        }

        await using var afterwards = await SqliteStore.OpenAsync(folder, _clock, default);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "rollouts.db"), new string('x', 10_000));

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync);

        Assert.Contains("is damaged", told.Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.Path, "rollouts.db"));
        await using var afterwards = await OpenAsync();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "file"), "");

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() =>
            SqliteStore.OpenAsync(Path.Combine(_folder.Path, "file", "data"), _clock, default)
        );

        Assert.Contains("cannot be made", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SQLite_comes_with_the_program_and_not_from_the_machine()
    {
        await using var store = await OpenAsync();

        var loaded = await File.ReadAllTextAsync("/proc/self/maps");
        Assert.Contains("/libe_sqlite3.so", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("/libsqlite3.so", loaded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_wait_for_the_disk_and_the_log_is_written_ahead()
    {
        await using var store = await OpenAsync();
        await store.Driving.ClaimAsync(new("w", 1, TimeSpan.FromSeconds(8)), default);
        await store.Streams.CommitAsync([Append(0, 1)], default);

        // 2 is 'full'.
        Assert.Equal("2", await store.File.WriteAsync(session => session.Pragma("synchronous"), default));
        Assert.Equal("wal", await store.File.WriteAsync(session => session.Pragma("journal_mode"), default));
        Assert.Equal("1", await store.File.WriteLightlyAsync(session => session.Pragma("synchronous"), default));
    }

    // The lock was a name.
    [Fact]
    public async Task A_second_process_is_refused_although_the_lock_file_was_deleted()
    {
        await using var first = await OpenAsync();
        File.Delete(Path.Combine(_folder.Path, "rollouts.lock"));

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(OpenAsync);

        Assert.Contains("is in use by process", refused.Message, StringComparison.Ordinal);
    }

    // A data folder that existed with mode 755 was taken as it was.
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_and_a_database_that_others_can_read_are_closed_to_them()
    {
        await using (await OpenAsync()) { }
        var database = Path.Combine(_folder.Path, "rollouts.db");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(database, (UnixFileMode)0b110_100_100);

        await using var store = await OpenAsync();
        await store.Streams.LoadAsync([], default);

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(_folder.Path));
        Assert.All(
            Directory.GetFiles(_folder.Path, "rollouts.db*"),
            file => Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file))
        );
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_with_other_things_in_it_that_others_can_read_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "letter.txt"), "hello");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(OpenAsync);

        Assert.Contains("chmod", refused.Message, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public async Task The_store_shows_the_clock_of_the_process_as_it_is_and_remembers_no_clock_that_was_ahead()
    {
        await using var store = await OpenAsync();
        var before = (await store.Streams.LoadAsync([], default)).Now;

        _clock.Advance(TimeSpan.FromDays(365));
        _ = await store.Streams.LoadAsync([], default);
        _clock.Advance(-TimeSpan.FromDays(365));

        Assert.Equal(before, (await store.Streams.LoadAsync([], default)).Now);
    }

    [Fact]
    public async Task Readers_are_not_held_up_by_a_writer()
    {
        await using var store = await OpenAsync();
        await store.Streams.CommitAsync([Append(0, 1)], default);

        var seen = await store.File.WriteAsync(
            session =>
            {
                session.Run("delete from entries");
                return store.Streams.LoadAsync([A], default).Result.Streams[0]!.Version;
            },
            default
        );

        Assert.Equal(1, seen);
    }

    private static Commit Append(int expected, int records) =>
        new() { Writes = [StoreContract.Append(A, expected, records)] };

    private static async Task<int> VersionAsync(SqliteStore store) =>
        (await store.Streams.LoadAsync([A], default)).Streams[0]!.Version;

    private static async Task<int> PagesAsync(SqliteStore store) =>
        int.Parse(await store.File.WriteAsync(session => session.Pragma("page_count"), default));

    private static Task LimitPagesAsync(SqliteStore store, int pages) =>
        store.File.WriteAsync(session => session.Pragma($"max_page_count = {pages}"), default);

    private Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(_folder.Path, _clock, default);
}
