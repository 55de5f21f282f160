using Rollouts.Storage.Idempotency;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteIdempotency(SqliteFile file, WallClock clock) : IIdempotencyRepository
{
    public Task<Reception> ReceiveAsync(
        RequestKey request,
        string digest,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        StoredText.Demand(request.Caller, request.Key, digest);
        return file.WriteLightlyAsync(session => Receive(session, request, digest, patience), cancellation);
    }

    public Task AnswerAsync(StoredAnswer answer, CancellationToken cancellation)
    {
        StoredText.Demand(answer.Body);
        return file.WriteAsync(session => Answer(session, answer), cancellation);
    }

    public Task LeaveAsync(RequestKey request, CancellationToken cancellation) =>
        file.WriteAsync(
            session =>
                session.Execute(
                    "delete from requests where caller = @caller and key = @key and status is null",
                    ("@caller", request.Caller),
                    ("@key", request.Key)
                ),
            cancellation
        );

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        file.WriteLightlyAsync(
            session =>
                session.Execute(
                    """
                    delete from requests
                    where received_at < @before and caller not like 'seen/%' and caller not like 'ever/%'
                    """,
                    ("@before", before.Microseconds)
                ),
            cancellation
        );

    public Task<int> ForgetSeenAsync(Instant before, CancellationToken cancellation) =>
        file.WriteLightlyAsync(
            session =>
                session.Execute(
                    "delete from requests where received_at < @before and caller like 'seen/%'",
                    ("@before", before.Microseconds)
                ),
            cancellation
        );

    internal static int Answer(SqliteSession session, StoredAnswer answer) =>
        session.Execute(
            """
            update requests set status = @status, body = @body
            where caller = @caller and key = @key and status is null
            """,
            ("@status", answer.Status),
            ("@body", answer.Body),
            ("@caller", answer.Request.Caller),
            ("@key", answer.Request.Key)
        );

    private Reception Receive(SqliteSession session, RequestKey request, string digest, TimeSpan patience)
    {
        var now = clock.Now();
        if (Take(session, request, digest, now, now - patience) > 0)
        {
            return new Reception.Fresh();
        }

        var (found, status, body) = Find(session, request);
        return (found == digest, status) switch
        {
            (false, _) => new Reception.Differs(),
            (true, { } known) => new Reception.Answered(new StoredAnswer(request, known, body!)),
            (true, null) => new Reception.Running(),
        };
    }

    /// <summary>Claims a request that is new, or whose process has not answered for too long.</summary>
    private static int Take(SqliteSession session, RequestKey request, string digest, Instant now, Instant stale) =>
        session.Execute(
            """
            insert into requests (caller, key, digest, received_at) values (@caller, @key, @digest, @now)
            on conflict (caller, key) do update
            set received_at = excluded.received_at
            where digest = excluded.digest and status is null and received_at <= @stale
            """,
            ("@caller", request.Caller),
            ("@key", request.Key),
            ("@digest", digest),
            ("@now", now.Microseconds),
            ("@stale", stale.Microseconds)
        );

    private static (string Digest, int? Status, string? Body) Find(SqliteSession session, RequestKey request) =>
        session
            .Query(
                "select digest, status, body from requests where caller = @caller and key = @key",
                row => (row.Text(0), row.IntOrNull(1), row.TextOrNull(2)),
                ("@caller", request.Caller),
                ("@key", request.Key)
            )
            .Single();
}
