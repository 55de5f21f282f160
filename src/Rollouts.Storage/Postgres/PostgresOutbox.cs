using System.Diagnostics;
using Npgsql;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresOutbox(PostgresDatabase database) : IOutbox
{
    public Task<Claimed<ClaimedMessage>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        database.RunAsync((connection, token) => ClaimAsync(connection, request, token), cancellation);

    public Task SettleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        deliveries.Count == 0
            ? Task.CompletedTask
            : database.RunAsync(
                (connection, token) => SettleAsync(connection, [.. deliveries.DistinctBy(one => one.Id)], token),
                cancellation
            );

    public Task<ValueList<DeadMessage>> DeadAsync(MessageId after, int atMost, CancellationToken cancellation) =>
        database.RunAsync((connection, token) => DeadAsync(connection, after, atMost, token), cancellation);

    public Task<bool> SendAgainAsync(MessageId id, CancellationToken cancellation) =>
        database.RunAsync(
            async (connection, token) =>
                await new PostgresBatch(connection)
                    .Do(
                        """
                        update outbox set standing = 'open', attempts = 0, due = store_now()
                        where id = @id and standing = 'dead'
                        """,
                        Value("id", id.Number)
                    )
                    .RunAsync(token)
                    .ConfigureAwait(false) > 0,
            cancellation
        );

    public Task<int> ForgetSentAsync(Instant before, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Lightly()
                    .Do(
                        "delete from outbox where standing = 'sent' and sent_at < @before",
                        Value("before", before.ToDateTimeOffset())
                    )
                    .RunAsync(token),
            cancellation
        );

    private static async Task<Claimed<ClaimedMessage>> ClaimAsync(
        NpgsqlConnection connection,
        ClaimRequest request,
        CancellationToken cancellation
    )
    {
        var now = default(Instant);
        var claimed = new List<ClaimedMessage>();
        await new PostgresBatch(connection)
            .Lightly()
            .Read(
                """
                with clock as materialized (select store_now() as now),
                due as materialized (
                    select id, due, attempts
                    from outbox
                    where standing = 'open' and (due <= (select now from clock) or attempts = 0)
                        and (held_until is null or held_until <= (select now from clock)
                            or held_until > (select now from clock) + @impossible)
                        and not exists (
                            select from outbox as older
                            where older.stream = outbox.stream and older.channel = outbox.channel
                                and older.standing = 'open' and older.id < outbox.id
                        )
                    order by due, id
                    limit @most
                    for update skip locked
                ),
                taken as (
                    update outbox
                    set lease = nextval('leases'), held_until = (select now from clock) + @for, holder = @worker,
                        attempts = outbox.attempts + 1
                    from due
                    where outbox.id = due.id
                    returning outbox.id, stream, channel, key, kind, body, written_at, lease
                )
                select clock.now, taken.id, stream, channel, key, kind, body, written_at, due.attempts, lease
                from clock left join (due join taken using (id)) on true
                order by due.due, taken.id
                """,
                row =>
                {
                    now = row.Instant(0);
                    if (!row.IsDBNull(1))
                    {
                        claimed.Add(
                            new ClaimedMessage(
                                new MessageId(row.GetInt64(1)),
                                Message(row, 2),
                                row.Instant(7),
                                row.GetInt32(8),
                                new LeaseToken(row.GetInt64(9))
                            )
                        );
                    }
                },
                Value("most", request.AtMost),
                Value("impossible", DueTime.Impossible),
                Value("for", request.For),
                Value("worker", request.Worker)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return new Claimed<ClaimedMessage>(now, claimed.ToValueList());
    }

    private static Task<int> SettleAsync(
        NpgsqlConnection connection,
        List<Delivery> deliveries,
        CancellationToken cancellation
    ) =>
        new PostgresBatch(connection)
            .Lightly()
            .Read(
                "select 1 from outbox where id = any(@ids) order by id for update",
                _ => { },
                Value("ids", deliveries.ConvertAll(one => one.Id.Number).ToArray())
            )
            .Do(
                """
                update outbox
                set held_until = null,
                    standing = settled.standing,
                    sent_at = case when settled.standing = 'sent' then store_now() end,
                    due = coalesce(settled.due, outbox.due),
                    error = coalesce(settled.error, outbox.error),
                    attempts = case when settled.deferred then 1 else outbox.attempts end
                from unnest(@ids, @leases, @standings, @dues, @errors, @deferred)
                    as settled (id, lease, standing, due, error, deferred)
                where outbox.id = settled.id and outbox.lease = settled.lease and outbox.held_until is not null
                """,
                Value("ids", deliveries.ConvertAll(one => one.Id.Number).ToArray()),
                Value("leases", deliveries.ConvertAll(one => one.Lease.Number).ToArray()),
                Value("standings", deliveries.ConvertAll(StandingAfter).ToArray()),
                Value("dues", deliveries.ConvertAll(one => DueAfter(one)?.ToDateTimeOffset()).ToArray()),
                // A message that was not tried keeps one attempt, because without one it would be due at once.
                Value("deferred", deliveries.ConvertAll(one => one is Delivery.Deferred).ToArray()),
                Value("errors", deliveries.ConvertAll(ErrorOf).ToArray())
            )
            .RunAsync(cancellation);

    private static async Task<ValueList<DeadMessage>> DeadAsync(
        NpgsqlConnection connection,
        MessageId after,
        int atMost,
        CancellationToken cancellation
    )
    {
        var dead = new List<DeadMessage>();
        await new PostgresBatch(connection)
            .Read(
                """
                select id, stream, channel, key, kind, body, written_at, attempts, error
                from outbox
                where standing = 'dead' and id > @after
                order by id
                limit @most
                """,
                row =>
                    dead.Add(
                        new DeadMessage(
                            new MessageId(row.GetInt64(0)),
                            Message(row, 1),
                            row.Instant(6),
                            row.GetInt32(7),
                            row.GetString(8)
                        )
                    ),
                Value("after", after.Number),
                Value("most", atMost)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return dead.ToValueList();
    }

    private static Message Message(NpgsqlDataReader row, int first) =>
        new(
            new StreamName(row.GetString(first)),
            row.GetString(first + 1),
            row.GetString(first + 2),
            row.GetString(first + 3),
            row.GetString(first + 4)
        );

    private static Instant? DueAfter(Delivery delivery) =>
        delivery switch
        {
            Delivery.Later later => later.At,
            Delivery.Deferred deferred => deferred.At,
            _ => null,
        };

    private static string StandingAfter(Delivery delivery) =>
        delivery switch
        {
            Delivery.Sent => "sent",
            Delivery.Later or Delivery.Deferred => "open",
            Delivery.Dead => "dead",
            _ => throw new UnreachableException(),
        };

    private static string? ErrorOf(Delivery delivery) =>
        delivery switch
        {
            Delivery.Sent or Delivery.Deferred => null,
            Delivery.Later later => StoredText.Mend(later.Error),
            Delivery.Dead dead => StoredText.Mend(dead.Error),
            _ => throw new UnreachableException(),
        };
}
