using Rollouts.Integrations.Storage.Postgres;
using Rollouts.Integrations.Storage.Sqlite;

namespace Rollouts.Integrations.Storage;

/// <summary>Opens the store that an installation is set up with, in the form this program wants it.</summary>
public static class StoreFactory
{
    /// <param name="time">The store's clock where the database is a file; a server has its own.</param>
    /// <exception cref="StoreRefusedException">It cannot be used as it is set up.</exception>
    /// <exception cref="StoreUnavailableException">It is not there now.</exception>
    public static async Task<IStore> OpenAsync(
        StoreSettings settings,
        TimeProvider time,
        CancellationToken cancellation
    ) =>
        settings.PostgresConnection is { } connection
            ? await PostgresStore.OpenAsync(connection, time, cancellation).ConfigureAwait(false)
            : await SqliteStore.OpenAsync(settings.DataFolder, time, cancellation).ConfigureAwait(false);
}
