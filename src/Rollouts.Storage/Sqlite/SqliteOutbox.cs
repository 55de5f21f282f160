using System.Diagnostics;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteFile file, WallClock clock) : IOutbox
{
    public Task<Claimed<ClaimedMessage>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        file.WriteLightlyAsync(session => Claim(session, request), cancellation);

    public Task SettleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        file.WriteLightlyAsync(
            session =>
            {
                var now = clock.Now();
                return deliveries.Sum(delivery => Settle(session, delivery, now));
            },
            cancellation
        );

    public Task<ValueList<DeadMessage>> DeadAsync(MessageId after, int atMost, CancellationToken cancellation) =>
        file.ReadAsync(session => Dead(session, after, atMost).ToValueList(), cancellation);

    public Task<bool> SendAgainAsync(MessageId id, CancellationToken cancellation) =>
        file.WriteAsync(session => Revive(session, id, clock.Now()) > 0, cancellation);

    public Task<int> ForgetSentAsync(Instant before, CancellationToken cancellation) =>
        file.WriteLightlyAsync(
            session =>
                session.Execute(
                    "delete from outbox where standing = 'sent' and sent_at < @before",
                    ("@before", before.Microseconds)
                ),
            cancellation
        );

    private Claimed<ClaimedMessage> Claim(SqliteSession session, ClaimRequest request)
    {
        var now = clock.Now();
        var due = Due(session, now, request.AtMost);
        if (due.Count == 0)
        {
            return new Claimed<ClaimedMessage>(now, []);
        }

        var lease = SqliteLeases.Draw(session, due.Count);
        var claimed = due.Select((message, place) => message with { Lease = new LeaseToken(lease + place) })
            .ToValueList();
        foreach (var message in claimed)
        {
            Take(session, message, request.Worker, now + request.For);
        }

        return new Claimed<ClaimedMessage>(now, claimed);
    }

    // A message that was never sent is due, regardless of the clock at the time of its write.
    private static List<ClaimedMessage> Due(SqliteSession session, Instant now, int atMost) =>
        session.Query(
            """
            select id, stream, channel, key, kind, body, written_at, attempts
            from outbox
            where standing = 'open' and (due <= @now or attempts = 0)
                and (held_until is null or held_until <= @now or held_until > @impossible)
                and not exists (
                    select 1 from outbox as older
                    where older.stream = outbox.stream and older.channel = outbox.channel
                        and older.standing = 'open' and older.id < outbox.id
                )
            order by due, id
            limit @most
            """,
            row => new ClaimedMessage(
                new MessageId(row.Long(0)),
                new Message(new StreamName(row.Text(1)), row.Text(2), row.Text(3), row.Text(4), row.Text(5)),
                row.Instant(6),
                row.Int(7),
                default
            ),
            ("@now", now.Microseconds),
            ("@impossible", (now + DueTime.Impossible).Microseconds),
            ("@most", atMost)
        );

    private static void Take(SqliteSession session, ClaimedMessage message, string worker, Instant until) =>
        session.Execute(
            """
            update outbox set lease = @lease, held_until = @until, holder = @worker, attempts = attempts + 1
            where id = @id
            """,
            ("@lease", message.Lease.Number),
            ("@until", until.Microseconds),
            ("@worker", worker),
            ("@id", message.Id.Number)
        );

    private static int Settle(SqliteSession session, Delivery delivery, Instant now) =>
        delivery switch
        {
            Delivery.Sent sent => Settle(session, sent, now),
            Delivery.Later later => Settle(session, later),
            Delivery.Deferred deferred => Settle(session, deferred),
            Delivery.Dead dead => Settle(session, dead),
            _ => throw new UnreachableException(),
        };

    private static int Settle(SqliteSession session, Delivery.Sent sent, Instant now) =>
        session.Execute(
            """
            update outbox set standing = 'sent', sent_at = @now, held_until = null
            where id = @id and lease = @lease and held_until is not null
            """,
            ("@now", now.Microseconds),
            ("@id", sent.Id.Number),
            ("@lease", sent.Lease.Number)
        );

    private static int Settle(SqliteSession session, Delivery.Later later) =>
        session.Execute(
            """
            update outbox set due = @at, error = @error, held_until = null
            where id = @id and lease = @lease and held_until is not null
            """,
            ("@at", later.At.Microseconds),
            ("@error", StoredText.Mend(later.Error)),
            ("@id", later.Id.Number),
            ("@lease", later.Lease.Number)
        );

    // One attempt stays counted, because a message without attempts is due regardless of its time.
    private static int Settle(SqliteSession session, Delivery.Deferred deferred) =>
        session.Execute(
            """
            update outbox set due = @at, attempts = 1, held_until = null
            where id = @id and lease = @lease and held_until is not null
            """,
            ("@at", deferred.At.Microseconds),
            ("@id", deferred.Id.Number),
            ("@lease", deferred.Lease.Number)
        );

    private static int Settle(SqliteSession session, Delivery.Dead dead) =>
        session.Execute(
            """
            update outbox set standing = 'dead', error = @error, held_until = null
            where id = @id and lease = @lease and held_until is not null
            """,
            ("@error", StoredText.Mend(dead.Error)),
            ("@id", dead.Id.Number),
            ("@lease", dead.Lease.Number)
        );

    private static List<DeadMessage> Dead(SqliteSession session, MessageId after, int atMost) =>
        session.Query(
            """
            select id, stream, channel, key, kind, body, written_at, attempts, error
            from outbox
            where standing = 'dead' and id > @after
            order by id
            limit @most
            """,
            row => new DeadMessage(
                new MessageId(row.Long(0)),
                new Message(new StreamName(row.Text(1)), row.Text(2), row.Text(3), row.Text(4), row.Text(5)),
                row.Instant(6),
                row.Int(7),
                row.Text(8)
            ),
            ("@after", after.Number),
            ("@most", atMost)
        );

    private static int Revive(SqliteSession session, MessageId id, Instant now) =>
        session.Execute(
            """
            update outbox set standing = 'open', attempts = 0, due = @now
            where id = @id and standing = 'dead'
            """,
            ("@now", now.Microseconds),
            ("@id", id.Number)
        );
}
