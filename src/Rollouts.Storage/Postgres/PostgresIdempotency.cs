using Npgsql;
using Rollouts.Storage.Idempotency;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresIdempotency(PostgresDatabase database) : IIdempotencyRepository
{
    public Task<Reception> ReceiveAsync(
        RequestKey request,
        string digest,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        StoredText.Demand(request.Caller, request.Key, digest);
        return database.RunAsync(
            (connection, token) => ReceiveAsync(connection, request, digest, patience, token),
            cancellation
        );
    }

    public Task AnswerAsync(StoredAnswer answer, CancellationToken cancellation)
    {
        StoredText.Demand(answer.Body);
        return database.RunAsync(
            (connection, token) =>
            {
                var batch = new PostgresBatch(connection);
                Answer(batch, [answer]);
                return batch.RunAsync(token);
            },
            cancellation
        );
    }

    public Task LeaveAsync(RequestKey request, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Do(
                        "delete from requests where caller = @caller and key = @key and status is null",
                        Value("caller", request.Caller),
                        Value("key", request.Key)
                    )
                    .RunAsync(token),
            cancellation
        );

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Lightly()
                    .Do(
                        """
                        delete from requests
                        where received_at < @before and caller not like 'seen/%' and caller not like 'ever/%'
                        """,
                        Value("before", before.ToDateTimeOffset())
                    )
                    .RunAsync(token),
            cancellation
        );

    public Task<int> ForgetSeenAsync(Instant before, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Lightly()
                    .Do(
                        "delete from requests where received_at < @before and caller like 'seen/%'",
                        Value("before", before.ToDateTimeOffset())
                    )
                    .RunAsync(token),
            cancellation
        );

    internal static void Answer(PostgresBatch batch, IReadOnlyList<StoredAnswer> answers)
    {
        if (answers.Count > 0)
        {
            batch.Do(
                """
                update requests set status = answered.status, body = answered.body
                from unnest(@callers, @keys, @statuses, @bodies) as answered (caller, key, status, body)
                where requests.caller = answered.caller and requests.key = answered.key and requests.status is null
                """,
                Value("callers", answers.Select(answer => answer.Request.Caller).ToArray()),
                Value("keys", answers.Select(answer => answer.Request.Key).ToArray()),
                Value("statuses", answers.Select(answer => answer.Status).ToArray()),
                Value("bodies", answers.Select(answer => answer.Body).ToArray())
            );
        }
    }

    // Claims a request that is new, or whose process has not answered for too long. Otherwise it returns the stored
    // request.
    private static async Task<Reception> ReceiveAsync(
        NpgsqlConnection connection,
        RequestKey request,
        string digest,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var isTaken = false;
        Reception? found = null;
        await new PostgresBatch(connection)
            .Read(
                """
                insert into requests (caller, key, digest, received_at)
                values (@caller, @key, @digest, store_now())
                on conflict (caller, key) do update
                set received_at = excluded.received_at
                where requests.digest = excluded.digest and requests.status is null
                    and requests.received_at <= excluded.received_at - @patience
                returning 1
                """,
                _ => isTaken = true,
                Value("caller", request.Caller),
                Value("key", request.Key),
                Value("digest", digest),
                Value("patience", patience)
            )
            .Read(
                "select digest, status, body from requests where caller = @caller and key = @key",
                row => found = Found(row, request, digest),
                Value("caller", request.Caller),
                Value("key", request.Key)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return isTaken || found is null ? new Reception.Fresh() : found;
    }

    private static Reception Found(NpgsqlDataReader row, RequestKey request, string digest) =>
        row.GetString(0) != digest ? new Reception.Differs()
        : row.IsDBNull(1) ? new Reception.Running()
        : new Reception.Answered(new StoredAnswer(request, row.GetInt32(1), row.GetString(2)));
}
