using Rollouts.Integrations.Storage.Sqlite;

namespace Rollouts.Integrations.Tests.Storage.Migrations;

/// <summary>What a dump holds is what the check of dumps looks for.</summary>
public sealed class DumpTests
{
    /// <summary>Set to a folder, it keeps the database there, to be dumped with sqlite3: see docs/storage.md.</summary>
    private const string Keep = "ROLLOUTS_DUMP_FROM";

    [Fact]
    public async Task A_store_that_was_filled_passes_the_check()
    {
        using var folder = new TemporaryFolder();
        await using (
            var store = await SqliteStore.OpenAsync(
                Environment.GetEnvironmentVariable(Keep) ?? folder.Path,
                TimeProvider.System,
                default
            )
        )
        {
            await DumpedStore.FillAsync(store);
        }

        if (Environment.GetEnvironmentVariable(Keep) is null)
        {
            await using var again = await SqliteStore.OpenAsync(folder.Path, TimeProvider.System, default);
            await DumpedStore.CheckAsync(again);
        }
    }
}
