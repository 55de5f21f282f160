using Rollouts.Storage.Jobs;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresJobRuns(PostgresDatabase database) : IJobRuns
{
    // A time ahead of the clock was written by a wrong clock.
    private const string ClaimText = $"""
        update jobs
        set status = 'running', attempt = attempt + 1, touched_at = store_now(), done = 0, total = null,
            message = null, ended_at = null
        where id = @id and (
            status = 'waiting'
            or (status = 'running' and (touched_at <= store_now() - @lease or touched_at > store_now()))
            or (status = 'failed' and not exists (
                select 1 from jobs as other
                where other.owner = jobs.owner and other.kind = jobs.kind and other.status in ('waiting', 'running')
            ))
        )
        returning {PostgresJobs.Columns}
        """;

    public async Task<Job?> ClaimAsync(JobId id, TimeSpan lease, CancellationToken cancellation)
    {
        Job? claimed = null;
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Read(
                            ClaimText,
                            row => claimed = PostgresJobs.Read(row),
                            Value("id", id.Value),
                            Value("lease", lease)
                        )
                        .Do(
                            """
                            delete from job_parts using jobs
                            where jobs.id = @id and job_parts.job = jobs.id and job_parts.attempt < jobs.attempt
                            """,
                            Value("id", id.Value)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return claimed;
    }

    public async Task<bool> ReportAsync(JobAttempt attempt, JobProgress progress, CancellationToken cancellation) =>
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Lightly()
                        .Do(
                            """
                            update jobs set done = @done, total = @total, touched_at = store_now()
                            where id = @id and attempt = @attempt and status = 'running'
                            """,
                            Value("done", progress.Done),
                            Value("total", progress.Total),
                            Value("id", attempt.Id.Value),
                            Value("attempt", attempt.Number)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false) > 0;

    public async Task<bool> WritePartAsync(
        JobAttempt attempt,
        int number,
        byte[] part,
        CancellationToken cancellation
    ) =>
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Do(
                            """
                            insert into job_parts (job, attempt, number, part)
                            select id, attempt, @number, @part from jobs
                            where id = @id and attempt = @attempt and status = 'running'
                            """,
                            Value("number", number),
                            Value("part", part),
                            Value("id", attempt.Id.Value),
                            Value("attempt", attempt.Number)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false) > 0;

    public async Task<bool> EndAsync(JobAttempt attempt, JobEnd end, CancellationToken cancellation)
    {
        StoredText.Demand(end.Message, end.ContentType);
        return await database
                .RunAsync(
                    (connection, token) =>
                        new PostgresBatch(connection)
                            .Do(
                                """
                                update jobs
                                set status = @status, message = @message, content_type = @type,
                                    touched_at = store_now(),
                                    ended_at = case when @status = 'waiting' then null else store_now() end
                                where id = @id and attempt = @attempt and status = 'running'
                                """,
                                Value("status", JobStatusText.Of(end.Status)),
                                Value("message", end.Message),
                                Value("type", end.ContentType),
                                Value("id", attempt.Id.Value),
                                Value("attempt", attempt.Number)
                            )
                            .RunAsync(token),
                    cancellation
                )
                .ConfigureAwait(false) > 0;
    }

    public async Task<ValueList<JobId>> TakeStaleAsync(TimeSpan silence, int most, CancellationToken cancellation)
    {
        List<JobId> stale = [];
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Read(
                            // A running job keeps its time: it is its lease.
                            """
                            with stale as materialized (
                                select id from jobs
                                where status in ('waiting', 'running')
                                    and (touched_at <= store_now() - @silence or touched_at > store_now())
                                order by created_at limit @most for update skip locked
                            )
                            update jobs
                            set touched_at = case when status = 'waiting' then store_now() else touched_at end
                            from stale where jobs.id = stale.id
                            returning jobs.id
                            """,
                            row => stale.Add(new JobId(row.GetGuid(0))),
                            Value("silence", silence),
                            Value("most", most)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return stale.ToValueList();
    }

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Lightly()
                    .Do("delete from jobs where ended_at < @before", Value("before", before.ToDateTimeOffset()))
                    .RunAsync(token),
            cancellation
        );
}
