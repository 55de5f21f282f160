using Npgsql;
using Rollouts.Domain.Audit;
using Rollouts.Storage.Batching;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Outbox;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

/// <summary>Writes the changes of a batch with one statement a table, and commits in the same round trip.</summary>
internal static class PostgresWrites
{
    /// <returns>
    /// False if another writer created one of the new streams meanwhile: roll back and judge again. A row that does not
    /// exist cannot be locked, so only the insert detects it.
    /// </returns>
    public static async Task<bool> WriteAsync(
        NpgsqlConnection connection,
        BatchPlan plan,
        CancellationToken cancellation
    )
    {
        var added = plan.Streams.Where(change => change.IsNew).ToList();
        var moved = plan.Streams.Where(change => !change.IsNew).ToList();

        // First of all: otherwise the records of this batch would collide with those of the other writer.
        if (added.Count > 0 && !await MakeAsync(connection, added, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        var batch = new PostgresBatch(connection);
        Begin(batch, [.. added.Where(change => change.Rollout is not null)]);
        Move(batch, moved);
        Look(batch, [.. moved.Where(change => change.Due is not null || change.Class is not null || change.LetsGo)]);
        Show(batch, [.. plan.Streams.Select(change => change.Row).OfType<RolloutRow>()]);
        PostgresAsked.Replace(batch, [.. plan.Streams.Where(change => change.Questions is not null)]);
        Append(batch, plan.Entries);
        Tell(batch, plan.Messages);
        PostgresIdempotency.Answer(batch, plan.Answers);
        PostgresWakeUps.Tell(batch, plan.Woken);
        PostgresRowChanges.Tell(batch, plan.Shown);
        await batch.Do("commit").RunAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    // In the order of their names, so that two writers of the same new streams do not deadlock.
    private static async Task<bool> MakeAsync(
        NpgsqlConnection connection,
        List<BatchedStreamChange> changes,
        CancellationToken cancellation
    )
    {
        var made = 0;
        await new PostgresBatch(connection)
            .Read(
                """
                insert into streams (name, version, head, state)
                select name, version, head, state
                from unnest(@names, @versions, @heads, @states) as made (name, version, head, state)
                order by name collate "C"
                on conflict (name) do nothing
                returning 1
                """,
                _ => made++,
                Streams(changes)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return made == changes.Count;
    }

    private static void Begin(PostgresBatch batch, List<BatchedStreamChange> changes)
    {
        if (changes.Count > 0)
        {
            batch.Do(
                """
                insert into driving (rollout, due, class, format)
                select rollout, due_at(due), class, format
                from unnest(@rollouts, @dues, @classes, @formats) as made (rollout, due, class, format)
                on conflict (rollout) do nothing
                """,
                Value("rollouts", changes.ConvertAll(change => change.Rollout!.Value.Value).ToArray()),
                Value("dues", changes.ConvertAll(change => change.Due?.At?.ToDateTimeOffset()).ToArray()),
                Value("classes", changes.ConvertAll(change => (short)(change.Class ?? WorkClass.Forward)).ToArray()),
                Value("formats", changes.ConvertAll(change => change.Format).ToArray())
            );
        }
    }

    private static void Move(PostgresBatch batch, List<BatchedStreamChange> changes)
    {
        if (changes.Count > 0)
        {
            batch.Do(
                """
                update streams
                set version = moved.version, head = moved.head, state = coalesce(moved.state, streams.state)
                from unnest(@names, @versions, @heads, @states) as moved (name, version, head, state)
                where streams.name = moved.name
                """,
                Streams(changes)
            );
        }
    }

    private static void Look(PostgresBatch batch, List<BatchedStreamChange> changes)
    {
        if (changes.Count > 0)
        {
            batch.Do(
                """
                update driving
                set due = case when moved.sets_due then due_at(moved.due) else driving.due end,
                    class = coalesce(moved.class, driving.class),
                    held_until = case when moved.lets_go then null else driving.held_until end,
                    format = greatest(driving.format, moved.format)
                from unnest(@rollouts, @setsDue, @dues, @classes, @letsGo, @formats)
                    as moved (rollout, sets_due, due, class, lets_go, format)
                where driving.rollout = moved.rollout
                """,
                Value("rollouts", changes.ConvertAll(change => change.Rollout!.Value.Value).ToArray()),
                Value("setsDue", changes.ConvertAll(change => change.Due is not null).ToArray()),
                Value("dues", changes.ConvertAll(change => change.Due?.At?.ToDateTimeOffset()).ToArray()),
                Value("classes", changes.ConvertAll(change => (short?)change.Class).ToArray()),
                Value("letsGo", changes.ConvertAll(change => change.LetsGo).ToArray()),
                Value("formats", changes.ConvertAll(change => change.Format).ToArray())
            );
        }
    }

    private static void Show(PostgresBatch batch, List<RolloutRow> rows)
    {
        if (rows.Count > 0)
        {
            batch.Do(
                """
                insert into rollouts (id, service, environment, version, owner, status, place, opened_at, ended_at)
                select id, service, environment, version, owner, status, place, opened_at, ended_at
                from unnest(
                    @ids, @services, @environments, @versions, @owners, @statuses, @places, @opened, @ended
                ) as shown (id, service, environment, version, owner, status, place, opened_at, ended_at)
                on conflict (id) do update
                set service = excluded.service, environment = excluded.environment, version = excluded.version,
                    owner = excluded.owner, status = excluded.status, place = excluded.place,
                    opened_at = excluded.opened_at, ended_at = excluded.ended_at
                """,
                Value("ids", rows.ConvertAll(row => row.Id.Value).ToArray()),
                Value("services", rows.ConvertAll(row => row.Service.Value).ToArray()),
                Value("environments", rows.ConvertAll(row => row.Environment.Value).ToArray()),
                Value("versions", rows.ConvertAll(row => row.Version.Value).ToArray()),
                Value("owners", rows.ConvertAll(row => row.Owner).ToArray()),
                Value("statuses", rows.ConvertAll(row => row.Status).ToArray()),
                Value("places", rows.ConvertAll(row => row.Summary).ToArray()),
                Value("opened", rows.ConvertAll(row => row.OpenedAt.ToDateTimeOffset()).ToArray()),
                Value("ended", rows.ConvertAll(row => row.EndedAt?.ToDateTimeOffset()).ToArray())
            );
        }
    }

    private static void Append(PostgresBatch batch, IReadOnlyList<ChainedEntry> entries)
    {
        if (entries.Count > 0)
        {
            batch.Do(
                """
                insert into entries (stream, version, event, at, by, cause, cause_key, reason, data, hash)
                select stream, version, event, at, by, cause, cause_key, reason, data, hash
                from unnest(
                    @streams, @versions, @events, @ats, @bys, @causes, @keys, @reasons, @datas, @hashes
                ) as happened (stream, version, event, at, by, cause, cause_key, reason, data, hash)
                """,
                Value("streams", entries.Select(one => one.Entry.Stream).ToArray()),
                Value("versions", entries.Select(one => one.Entry.Version).ToArray()),
                Value("events", entries.Select(one => one.Entry.Event).ToArray()),
                Value("ats", entries.Select(one => one.Entry.At.ToDateTimeOffset()).ToArray()),
                Value("bys", entries.Select(one => one.Entry.By).ToArray()),
                Value("causes", entries.Select(one => one.Entry.Cause).ToArray()),
                Value("keys", entries.Select(one => one.Entry.CauseKey).ToArray()),
                Value("reasons", entries.Select(one => one.Entry.Reason).ToArray()),
                Value("datas", entries.Select(one => one.Entry.Data).ToArray()),
                Value("hashes", entries.Select(one => Convert.FromHexString(one.Hash.Hex)).ToArray())
            );
        }
    }

    private static void Tell(PostgresBatch batch, IReadOnlyList<Message> messages)
    {
        if (messages.Count > 0)
        {
            batch.Do(
                """
                insert into outbox (stream, channel, key, kind, body, written_at, due)
                select stream, channel, key, kind, body, now, now
                from unnest(@streams, @channels, @keys, @kinds, @bodies)
                    with ordinality as told (stream, channel, key, kind, body, place),
                    (select store_now() as now) as clock
                order by place
                on conflict (stream, channel, key) do nothing
                """,
                Value("streams", messages.Select(message => message.Stream.Text).ToArray()),
                Value("channels", messages.Select(message => message.Channel).ToArray()),
                Value("keys", messages.Select(message => message.Key).ToArray()),
                Value("kinds", messages.Select(message => message.Kind).ToArray()),
                Value("bodies", messages.Select(message => message.Body).ToArray())
            );
        }
    }

    private static NpgsqlParameter[] Streams(List<BatchedStreamChange> changes) =>
        [
            Value("names", changes.ConvertAll(change => change.Stream.Text).ToArray()),
            Value("versions", changes.ConvertAll(change => change.Version).ToArray()),
            Value("heads", changes.ConvertAll(change => Convert.FromHexString(change.Head.Hex)).ToArray()),
            Value("states", changes.ConvertAll(change => change.State).ToArray()),
        ];
}
