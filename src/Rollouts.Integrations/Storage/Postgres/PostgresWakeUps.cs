using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;
using Rollouts.Domain.Rollouts;
using static Rollouts.Integrations.Storage.Postgres.PostgresBatch;

namespace Rollouts.Integrations.Storage.Postgres;

/// <summary>Wake-ups by LISTEN and NOTIFY: PostgreSQL hands them out when the commit is seen by everybody.</summary>
internal sealed class PostgresWakeUps(string connection, TimeProvider time)
{
    private const string Listen = "listen rollouts_woken";

    /// <summary>Who does not listen for so long loses the oldest, and finds them at its next look.</summary>
    private const int Kept = 1024;

    /// <summary>How often a silent connection is asked whether it is still there.</summary>
    private const int KeepAliveSeconds = 10;

    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    public static void Tell(PostgresBatch batch, IReadOnlyList<RolloutId> woken)
    {
        if (woken.Count > 0)
        {
            batch.Read(
                "select pg_notify('rollouts_woken', rollout::text) from unnest(@rollouts) as woken (rollout)",
                _ => { },
                Value("rollouts", woken.Select(id => id.Value).Distinct().ToArray())
            );
        }
    }

    public async IAsyncEnumerable<RolloutId> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var heard = Channel.CreateBounded<RolloutId>(
            new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        var listening = ListenForEverAsync(heard.Writer, stop.Token);
        try
        {
            await foreach (var id in heard.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return id;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await listening.ConfigureAwait(false);
        }
    }

    private async Task ListenForEverAsync(ChannelWriter<RolloutId> heard, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(heard, cancellation).ConfigureAwait(false);
            }
            // What is lost while it is away is found by the next look of a worker; so there is nobody to tell.
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

    private async Task ListenOnceAsync(ChannelWriter<RolloutId> heard, CancellationToken cancellation)
    {
        // A connection of its own: one that came from the pool would go back to it listening.
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
            listener.Notification += (_, notice) =>
            {
                if (Guid.TryParse(notice.Payload, out var id))
                {
                    heard.TryWrite(new RolloutId(id));
                }
            };
            await listener.OpenAsync(cancellation).ConfigureAwait(false);
            await new PostgresBatch(listener).Do(Listen).RunAsync(cancellation).ConfigureAwait(false);
            while (true)
            {
                await listener.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
    }
}
