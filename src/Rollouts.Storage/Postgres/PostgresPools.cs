using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// The connections of one process in three pools, so that no kind of work waits for a connection of another: a reserve
/// for rollbacks, breaches and commands; one for checks; and one for the rest.
/// </summary>
internal sealed class PostgresPools : IAsyncDisposable
{
    /// <summary>
    /// Concurrent requests are combined, so a process needs few connections. By default a server allows a hundred in
    /// all.
    /// </summary>
    private const int Most = 20;

    private PostgresPools(PostgresDatabase reserve, PostgresDatabase checks, PostgresDatabase general) =>
        (Reserve, Checks, General) = (reserve, checks, general);

    public PostgresDatabase Reserve { get; }

    public PostgresDatabase Checks { get; }

    public PostgresDatabase General { get; }

    /// <summary>
    /// The pool of the caller's lane. Urgent calls use the reserve only while the general pool is busy: a connection
    /// that is seldom used has no prepared statements yet, and is slower than one in constant use.
    /// </summary>
    public PostgresDatabase OfLane => StoreLane.IsReserved && General.IsBusy ? Reserve : General;

    /// <exception cref="StoreRefusedException">The text is not a connection string.</exception>
    public static PostgresPools Of(string connection)
    {
        var most = PostgresDatabase.MostConnections(connection) ?? Most;
        var (reserve, checks) = (Math.Max(1, most / 5), Math.Max(1, most * 3 / 10));
        return new PostgresPools(
            PostgresDatabase.Of(connection, reserve),
            PostgresDatabase.Of(connection, checks),
            PostgresDatabase.Of(connection, Math.Max(1, most - reserve - checks))
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Reserve.DisposeAsync().ConfigureAwait(false);
        await Checks.DisposeAsync().ConfigureAwait(false);
        await General.DisposeAsync().ConfigureAwait(false);
    }
}
