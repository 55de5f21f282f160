using Npgsql;
using Rollouts.Storage.Jobs;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresJobs(PostgresDatabase database) : IJobs
{
    internal const string Columns = """
        id, owner, kind, request, status, attempt, done, total, message, content_type, created_at, ended_at
        """;

    public async Task<JobAdmission> AddAsync(NewJob job, CancellationToken cancellation)
    {
        StoredText.Demand(job.Owner, job.Kind, job.Request);
        var isKnown = false;
        var added = await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Do(
                            """
                            insert into jobs (id, owner, kind, request, status, created_at, touched_at)
                            values (@id, @owner, @kind, @request, 'waiting', store_now(), store_now())
                            on conflict do nothing
                            """,
                            Value("id", job.Id.Value),
                            Value("owner", job.Owner),
                            Value("kind", job.Kind),
                            Value("request", job.Request)
                        )
                        .Read("select 1 from jobs where id = @id", _ => isKnown = true, Value("id", job.Id.Value))
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return added > 0 ? JobAdmission.Added
            : isKnown ? JobAdmission.Known
            : JobAdmission.Busy;
    }

    public async Task<Job?> FindAsync(JobId id, CancellationToken cancellation)
    {
        Job? found = null;
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Read(
                            $"select {Columns} from jobs where id = @id",
                            row => found = Read(row),
                            Value("id", id.Value)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return found;
    }

    public async Task<ValueList<Job>> ListAsync(string owner, CancellationToken cancellation)
    {
        List<Job> found = [];
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Read(
                            $"""
                            select {Columns} from jobs where owner = @owner
                            order by created_at desc, id desc limit 100
                            """,
                            row => found.Add(Read(row)),
                            Value("owner", owner)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return found.ToValueList();
    }

    public async Task<bool> CancelAsync(JobId id, CancellationToken cancellation) =>
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Do(
                            """
                            update jobs set status = 'cancelled', ended_at = store_now()
                            where id = @id and status in ('waiting', 'running')
                            """,
                            Value("id", id.Value)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false) > 0;

    public async Task<byte[]?> ReadPartAsync(JobId id, int number, CancellationToken cancellation)
    {
        byte[]? part = null;
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Read(
                            """
                            select part from job_parts
                            join jobs on jobs.id = job_parts.job and jobs.attempt = job_parts.attempt
                            where jobs.id = @id and jobs.status = 'done' and job_parts.number = @number
                            """,
                            row => part = row.Bytes(0),
                            Value("id", id.Value),
                            Value("number", number)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return part;
    }

    internal static Job Read(NpgsqlDataReader row) =>
        new(
            new JobId(row.GetGuid(0)),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            JobStatusText.Read(row.GetString(4)),
            row.GetInt32(5),
            new JobProgress(row.GetInt64(6), row.IsDBNull(7) ? null : row.GetInt64(7)),
            row.TextOrNull(8),
            row.TextOrNull(9),
            row.Instant(10),
            row.InstantOrNull(11)
        );
}
