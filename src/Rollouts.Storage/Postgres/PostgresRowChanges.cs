using System.Runtime.CompilerServices;
using Rollouts.Storage.Lists;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// Changed rows by LISTEN and NOTIFY: one notification for all rows of a transaction, sent when the commit is visible
/// to all sessions. A process listens only while it has listeners.
/// </summary>
internal sealed class PostgresRowChanges(string connection, TimeProvider time)
{
    private const string Channel = "rollouts_rows";

    /// <summary>A notification holds 8,000 bytes, and an identifier takes 33 of them.</summary>
    private const int InOneNotice = 200;

    public static void Tell(PostgresBatch batch, IEnumerable<RolloutId> changed)
    {
        foreach (var some in changed.Chunk(InOneNotice))
        {
            batch.Read(
                "select pg_notify(@channel, @rows)",
                _ => { },
                Value("channel", Channel),
                Value("rows", string.Join(' ', some.Select(id => id.ToString())))
            );
        }
    }

    public async IAsyncEnumerable<ValueList<RolloutId>> ListenAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var changes = new RowChanges();
        var rows = changes.ListenAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        await using (rows.ConfigureAwait(false))
        {
            // The first item asks for a full read. Later notifications come after it.
            var first = rows.MoveNextAsync();
            var listening = new PostgresNotices(connection, time).ListenAsync(
                Channel,
                changes.TellMissed,
                payload => changes.Tell(Read(payload)),
                stop.Token
            );
            try
            {
                var isMore = await first.ConfigureAwait(false);
                while (isMore)
                {
                    yield return rows.Current;
                    isMore = await rows.MoveNextAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await listening.ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<RolloutId> Read(string payload) =>
        payload
            .Split(' ')
            .Select(part => Guid.TryParse(part, out var id) ? new RolloutId(id) : (RolloutId?)null)
            .OfType<RolloutId>();
}
