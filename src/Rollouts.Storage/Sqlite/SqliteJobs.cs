using Rollouts.Storage.Jobs;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteJobs(SqliteFile file, WallClock clock) : IJobs
{
    internal const string Columns = """
        id, owner, kind, request, status, attempt, done, total, message, content_type, created_at, ended_at
        """;

    public Task<JobAdmission> AddAsync(NewJob job, CancellationToken cancellation)
    {
        StoredText.Demand(job.Owner, job.Kind, job.Request);
        return file.WriteAsync(session => Add(session, job), cancellation);
    }

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) =>
        file.ReadAsync(session => Find(session, id), cancellation);

    public Task<ValueList<Job>> ListAsync(string owner, CancellationToken cancellation) =>
        file.ReadAsync(
            session =>
                session
                    .Query(
                        $"""
                        select {Columns} from jobs where owner = @owner
                        order by created_at desc, id desc limit 100
                        """,
                        Read,
                        ("@owner", owner)
                    )
                    .ToValueList(),
            cancellation
        );

    public async Task<bool> CancelAsync(JobId id, CancellationToken cancellation) =>
        await file.WriteAsync(
            session =>
                session.Execute(
                    """
                    update jobs set status = 'cancelled', ended_at = @now
                    where id = @id and status in ('waiting', 'running')
                    """,
                    ("@id", id.ToString()),
                    ("@now", clock.Now().Microseconds)
                ),
            cancellation
        ) > 0;

    public Task<byte[]?> ReadPartAsync(JobId id, int number, CancellationToken cancellation) =>
        file.ReadAsync(
            session =>
                session
                    .Query(
                        """
                        select part from job_parts
                        join jobs on jobs.id = job_parts.job and jobs.attempt = job_parts.attempt
                        where jobs.id = @id and jobs.status = 'done' and job_parts.number = @number
                        """,
                        row => row.Bytes(0),
                        ("@id", id.ToString()),
                        ("@number", number)
                    )
                    .FirstOrDefault(),
            cancellation
        );

    internal static Job? Find(SqliteSession session, JobId id) =>
        session.Query($"select {Columns} from jobs where id = @id", Read, ("@id", id.ToString())).FirstOrDefault();

    private JobAdmission Add(SqliteSession session, NewJob job)
    {
        var added = session.Execute(
            """
            insert into jobs (id, owner, kind, request, status, created_at, touched_at)
            values (@id, @owner, @kind, @request, 'waiting', @now, @now)
            on conflict do nothing
            """,
            ("@id", job.Id.ToString()),
            ("@owner", job.Owner),
            ("@kind", job.Kind),
            ("@request", job.Request),
            ("@now", clock.Now().Microseconds)
        );
        return added > 0 ? JobAdmission.Added
            : Find(session, job.Id) is not null ? JobAdmission.Known
            : JobAdmission.Busy;
    }

    private static Job Read(SqliteRow row) =>
        new(
            new JobId(Guid.ParseExact(row.Text(0), "N")),
            row.Text(1),
            row.Text(2),
            row.Text(3),
            JobStatusText.Read(row.Text(4)),
            row.Int(5),
            new JobProgress(row.Long(6), row.LongOrNull(7)),
            row.TextOrNull(8),
            row.TextOrNull(9),
            row.Instant(10),
            row.InstantOrNull(11)
        );
}
