using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rollouts.Storage.Driving;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// Wake-ups by LISTEN and NOTIFY. PostgreSQL delivers them when the commit is visible to all readers.
/// </summary>
internal sealed class PostgresWakeUps(string connection, TimeProvider time)
{
    private const string Name = "rollouts_woken";

    /// <summary>
    /// A subscriber that is this far behind loses the oldest wake-ups, and finds those rollouts at its next look.
    /// </summary>
    private const int Kept = 1024;

    public static void Tell(PostgresBatch batch, IReadOnlyList<WakeUp> woken)
    {
        if (woken.Count > 0)
        {
            batch.Read(
                """
                select pg_notify('rollouts_woken', rollout::text || ' ' || class)
                from unnest(@rollouts, @classes) as woken (rollout, class)
                """,
                _ => { },
                Value("rollouts", woken.Select(one => one.Id.Value).ToArray()),
                Value("classes", woken.Select(one => (short)one.Class).ToArray())
            );
        }
    }

    public async IAsyncEnumerable<WakeUp> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var heard = Channel.CreateBounded<WakeUp>(
            new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        var listening = new PostgresNotices(connection, time).ListenAsync(
            Name,
            () => { },
            payload =>
            {
                if (Read(payload) is { } wakeUp)
                {
                    heard.Writer.TryWrite(wakeUp);
                }
            },
            stop.Token
        );
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

    // A build without work classes sends only the rollout.
    private static WakeUp? Read(string payload)
    {
        var parts = payload.Split(' ');
        return !Guid.TryParse(parts[0], out var id) ? null
            : parts.Length > 1 && short.TryParse(parts[1], CultureInfo.InvariantCulture, out var known)
                ? new WakeUp(new RolloutId(id), (WorkClass)known)
            : new WakeUp(new RolloutId(id), WorkClass.Forward);
    }
}
