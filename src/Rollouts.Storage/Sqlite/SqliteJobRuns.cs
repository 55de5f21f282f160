using Rollouts.Storage.Jobs;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteJobRuns(SqliteFile file, WallClock clock) : IJobRuns
{
    public Task<Job?> ClaimAsync(JobId id, TimeSpan lease, CancellationToken cancellation) =>
        file.WriteAsync(session => Claim(session, id, lease), cancellation);

    public async Task<bool> ReportAsync(JobAttempt attempt, JobProgress progress, CancellationToken cancellation) =>
        await file.WriteLightlyAsync(
            session =>
                session.Execute(
                    """
                    update jobs set done = @done, total = @total, touched_at = @now
                    where id = @id and attempt = @attempt and status = 'running'
                    """,
                    ("@done", progress.Done),
                    ("@total", progress.Total),
                    ("@now", clock.Now().Microseconds),
                    ("@id", attempt.Id.ToString()),
                    ("@attempt", attempt.Number)
                ),
            cancellation
        ) > 0;

    public async Task<bool> WritePartAsync(
        JobAttempt attempt,
        int number,
        byte[] part,
        CancellationToken cancellation
    ) =>
        await file.WriteAsync(
            session =>
                session.Execute(
                    """
                    insert into job_parts (job, attempt, number, part)
                    select id, attempt, @number, @part from jobs
                    where id = @id and attempt = @attempt and status = 'running'
                    """,
                    ("@number", number),
                    ("@part", part),
                    ("@id", attempt.Id.ToString()),
                    ("@attempt", attempt.Number)
                ),
            cancellation
        ) > 0;

    public async Task<bool> EndAsync(JobAttempt attempt, JobEnd end, CancellationToken cancellation)
    {
        StoredText.Demand(end.Message, end.ContentType);
        return await file.WriteAsync(
                session =>
                    session.Execute(
                        """
                        update jobs
                        set status = @status, message = @message, content_type = @type, touched_at = @now,
                            ended_at = @ended
                        where id = @id and attempt = @attempt and status = 'running'
                        """,
                        ("@status", JobStatusText.Of(end.Status)),
                        ("@message", end.Message),
                        ("@type", end.ContentType),
                        ("@now", clock.Now().Microseconds),
                        ("@ended", end.Status == JobStatus.Waiting ? null : clock.Now().Microseconds),
                        ("@id", attempt.Id.ToString()),
                        ("@attempt", attempt.Number)
                    ),
                cancellation
            ) > 0;
    }

    public Task<ValueList<JobId>> TakeStaleAsync(TimeSpan silence, int most, CancellationToken cancellation) =>
        file.WriteAsync(session => TakeStale(session, silence, most), cancellation);

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        file.WriteLightlyAsync(
            session =>
            {
                session.Execute(
                    "delete from job_parts where job in (select id from jobs where ended_at < @before)",
                    ("@before", before.Microseconds)
                );
                return session.Execute("delete from jobs where ended_at < @before", ("@before", before.Microseconds));
            },
            cancellation
        );

    private Job? Claim(SqliteSession session, JobId id, TimeSpan lease)
    {
        var now = clock.Now();

        // A time ahead of the clock was written by a wrong clock.
        var claimed = session.Execute(
            """
            update jobs
            set status = 'running', attempt = attempt + 1, touched_at = @now, done = 0, total = null, message = null,
                ended_at = null
            where id = @id and (
                status = 'waiting'
                or (status = 'running' and (touched_at <= @stale or touched_at > @now))
                or (status = 'failed' and not exists (
                    select 1 from jobs as other
                    where other.owner = jobs.owner and other.kind = jobs.kind
                        and other.status in ('waiting', 'running')
                ))
            )
            """,
            ("@id", id.ToString()),
            ("@now", now.Microseconds),
            ("@stale", (now - lease).Microseconds)
        );
        if (claimed == 0)
        {
            return null;
        }

        session.Execute("delete from job_parts where job = @id", ("@id", id.ToString()));
        return SqliteJobs.Find(session, id);
    }

    private ValueList<JobId> TakeStale(SqliteSession session, TimeSpan silence, int most)
    {
        var now = clock.Now();
        var stale = session.Query(
            """
            select id from jobs
            where status in ('waiting', 'running') and (touched_at <= @before or touched_at > @now)
            order by created_at limit @most
            """,
            row => row.Text(0),
            ("@before", (now - silence).Microseconds),
            ("@now", now.Microseconds),
            ("@most", most)
        );
        foreach (var id in stale)
        {
            // A running job keeps its time: it is its lease.
            session.Execute(
                "update jobs set touched_at = @now where id = @id and status = 'waiting'",
                ("@now", now.Microseconds),
                ("@id", id)
            );
        }

        return stale.Select(id => new JobId(Guid.ParseExact(id, "N"))).ToValueList();
    }
}
