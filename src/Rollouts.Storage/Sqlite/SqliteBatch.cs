using Rollouts.Domain.Audit;
using Rollouts.Storage.Batching;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Outbox;

namespace Rollouts.Storage.Sqlite;

/// <summary>
/// Writes the changes of a batch row by row, which is the fastest way within one process and transaction.
/// </summary>
internal static class SqliteBatch
{
    public static void Write(SqliteSession session, BatchPlan plan, Instant now)
    {
        foreach (var change in plan.Streams)
        {
            Keep(session, change);
            if (change.Rollout is { } rollout)
            {
                Drive(session, rollout, change, now);
                if (change.Row is { } row)
                {
                    Show(session, row);
                }

                if (change.Questions is { } questions)
                {
                    SqliteAsked.Replace(session, rollout, questions, now);
                }
            }
        }

        foreach (var entry in plan.Entries)
        {
            Append(session, entry);
        }

        foreach (var message in plan.Messages)
        {
            Tell(session, message, now);
        }

        foreach (var answer in plan.Answers)
        {
            SqliteIdempotency.Answer(session, answer);
        }
    }

    private static void Keep(SqliteSession session, BatchedStreamChange change) =>
        session.Execute(
            """
            insert into streams (name, version, head, state) values (@name, @version, @head, @state)
            on conflict (name) do update
            set version = excluded.version, head = excluded.head, state = coalesce(excluded.state, state)
            """,
            ("@name", change.Stream.Text),
            ("@version", change.Version),
            ("@head", Convert.FromHexString(change.Head.Hex)),
            ("@state", change.State)
        );

    private static void Drive(SqliteSession session, RolloutId rollout, BatchedStreamChange change, Instant now) =>
        session.Execute(
            """
            insert into driving (rollout, due, class, format) values (@rollout, @due, coalesce(@class, @usual), @format)
            on conflict (rollout) do update
            set due = iif(@setsDue, excluded.due, due), class = coalesce(@class, class),
                held_until = iif(@letsGo, null, held_until), format = max(format, excluded.format)
            """,
            ("@rollout", rollout.ToString()),
            ("@due", change.Due?.KeptAt(now)?.Microseconds),
            ("@setsDue", change.Due is not null),
            ("@class", (int?)change.Class),
            ("@usual", (int)WorkClass.Forward),
            ("@letsGo", change.LetsGo),
            ("@format", change.Format)
        );

    private static void Show(SqliteSession session, RolloutRow row) =>
        session.Execute(
            """
            insert into rollouts (id, service, environment, version, owner, status, place, opened_at, ended_at)
            values (@id, @service, @environment, @version, @owner, @status, @place, @opened, @ended)
            on conflict (id) do update
            set service = excluded.service, environment = excluded.environment, version = excluded.version,
                owner = excluded.owner, status = excluded.status, place = excluded.place,
                opened_at = excluded.opened_at, ended_at = excluded.ended_at
            """,
            ("@id", row.Id.ToString()),
            ("@service", row.Service.Value),
            ("@environment", row.Environment.Value),
            ("@version", row.Version.Value),
            ("@owner", row.Owner),
            ("@status", row.Status),
            ("@place", row.Summary),
            ("@opened", row.OpenedAt.Microseconds),
            ("@ended", row.EndedAt?.Microseconds)
        );

    private static void Append(SqliteSession session, ChainedEntry chained) =>
        session.Execute(
            """
            insert into entries (stream, version, event, at, by, cause, cause_key, reason, data, hash)
            values (@stream, @version, @event, @at, @by, @cause, @key, @reason, @data, @hash)
            """,
            ("@stream", chained.Entry.Stream),
            ("@version", chained.Entry.Version),
            ("@event", chained.Entry.Event),
            ("@at", chained.Entry.At.Microseconds),
            ("@by", chained.Entry.By),
            ("@cause", chained.Entry.Cause),
            ("@key", chained.Entry.CauseKey),
            ("@reason", chained.Entry.Reason),
            ("@data", chained.Entry.Data),
            ("@hash", Convert.FromHexString(chained.Hash.Hex))
        );

    private static void Tell(SqliteSession session, Message message, Instant now) =>
        session.Execute(
            """
            insert into outbox (stream, channel, key, kind, body, written_at, due)
            values (@stream, @channel, @key, @kind, @body, @now, @now)
            on conflict (stream, channel, key) do nothing
            """,
            ("@stream", message.Stream.Text),
            ("@channel", message.Channel),
            ("@key", message.Key),
            ("@kind", message.Kind),
            ("@body", message.Body),
            ("@now", now.Microseconds)
        );
}
