using Rollouts.Storage.Postgres;
using Rollouts.Storage.Sqlite;
using Rollouts.Storage.Stores;

namespace Rollouts.Storage.Opening;

/// <summary>Opens the configured store and migrates it to the schema of this program.</summary>
public static class StoreFactory
{
    /// <param name="time">The clock of a SQLite store. A server has its own.</param>
    /// <exception cref="StoreRefusedException">The store cannot be used with these settings.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached now.</exception>
    public static async Task<IStore> OpenAsync(
        StoreSettings settings,
        TimeProvider time,
        CancellationToken cancellation
    ) =>
        settings.PostgresConnection is { } connection
            ? await PostgresStore.OpenAsync(connection, time, cancellation).ConfigureAwait(false)
            : await SqliteStore.OpenAsync(settings.DataFolder, time, cancellation).ConfigureAwait(false);
}
