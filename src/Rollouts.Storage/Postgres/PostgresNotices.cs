using Npgsql;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// Listens to a channel of NOTIFY on its own connection, and reconnects while it has a listener. Notifications during
/// an outage are lost.
/// </summary>
internal sealed class PostgresNotices(string connection, TimeProvider time)
{
    /// <summary>How often a silent connection is tested.</summary>
    private const int KeepAliveSeconds = 10;

    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    /// <param name="connected">Called after each start of listening.</param>
    /// <param name="heard">Called with each notification.</param>
    public async Task ListenAsync(
        string channel,
        Action connected,
        Action<string> heard,
        CancellationToken cancellation
    )
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(channel, connected, heard, cancellation).ConfigureAwait(false);
            }
            // The next look finds the changes of the lost notifications, so the loss needs no report.
            catch (Exception exception) when (PostgresDatabase.IsOutside(exception))
            {
                await Task.Delay(BeforeNextTry, time, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenOnceAsync(
        string channel,
        Action connected,
        Action<string> heard,
        CancellationToken cancellation
    )
    {
        // Not from the pool, because a connection that returns to the pool would still listen.
        var listener = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connection)
            {
                Pooling = false,
                KeepAlive = KeepAliveSeconds,
                ApplicationName = "rollouts wake-ups",
            }.ToString()
        );
        await using (listener.ConfigureAwait(false))
        {
            listener.Notification += (_, notice) => heard(notice.Payload);
            await listener.OpenAsync(cancellation).ConfigureAwait(false);
            await new PostgresBatch(listener).Do($"listen {channel}").RunAsync(cancellation).ConfigureAwait(false);
            connected();
            while (true)
            {
                await listener.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
    }
}
