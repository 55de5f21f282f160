using Rollouts.Storage.Jobs;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryJobs(MemoryTables tables) : IJobs, IJobRuns
{
    private const string Door = "Jobs";

    private const int MostListed = 100;

    private readonly Dictionary<JobId, Row> _rows = [];

    public Task<JobAdmission> AddAsync(NewJob job, CancellationToken cancellation) =>
        tables.Run(Door, nameof(AddAsync), () => Add(job), cancellation);

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) =>
        tables.Run(Door, nameof(FindAsync), () => _rows.GetValueOrDefault(id)?.Job, cancellation);

    public Task<ValueList<Job>> ListAsync(string owner, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ListAsync),
            () =>
                _rows
                    .Values.Select(row => row.Job)
                    .Where(job => job.Owner == owner)
                    .OrderByDescending(job => job.CreatedAt)
                    .ThenByDescending(job => job.Id.ToString(), StringComparer.Ordinal)
                    .Take(MostListed)
                    .ToValueList(),
            cancellation
        );

    public Task<bool> CancelAsync(JobId id, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(CancelAsync),
            () =>
                _rows.GetValueOrDefault(id) is { IsLive: true } row
                && row.Becomes(row.Job with { Status = JobStatus.Cancelled, EndedAt = tables.Now() }),
            cancellation
        );

    public Task<byte[]?> ReadPartAsync(JobId id, int number, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ReadPartAsync),
            () =>
                _rows.GetValueOrDefault(id) is { Job.Status: JobStatus.Done } row
                    ? row.Parts.GetValueOrDefault(number)
                    : null,
            cancellation
        );

    public Task<Job?> ClaimAsync(JobId id, TimeSpan lease, CancellationToken cancellation) =>
        tables.Run(Door, nameof(ClaimAsync), () => Claim(id, lease), cancellation);

    public Task<bool> ReportAsync(JobAttempt attempt, JobProgress progress, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ReportAsync),
            () =>
                Current(attempt) is { } row && row.Becomes(row.Job with { Progress = progress }, touched: tables.Now()),
            cancellation
        );

    public Task<bool> WritePartAsync(JobAttempt attempt, int number, byte[] part, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(WritePartAsync),
            () => Current(attempt) is { } row && row.Parts.TryAdd(number, part),
            cancellation
        );

    public Task<bool> EndAsync(JobAttempt attempt, JobEnd end, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(EndAsync),
            () =>
                Current(attempt) is { } row
                && row.Becomes(
                    row.Job with
                    {
                        Status = end.Status,
                        Message = end.Message,
                        ContentType = end.ContentType,
                        EndedAt = end.Status == JobStatus.Waiting ? null : tables.Now(),
                    },
                    touched: tables.Now()
                ),
            cancellation
        );

    public Task<ValueList<JobId>> TakeStaleAsync(TimeSpan silence, int most, CancellationToken cancellation) =>
        tables.Run(Door, nameof(TakeStaleAsync), () => TakeStale(silence, most), cancellation);

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ForgetAsync),
            () => _rows.Values.Where(row => row.Job.EndedAt < before).ToList().Count(row => _rows.Remove(row.Job.Id)),
            cancellation
        );

    private JobAdmission Add(NewJob job)
    {
        if (_rows.ContainsKey(job.Id))
        {
            return JobAdmission.Known;
        }

        if (HasLive(job.Owner, job.Kind))
        {
            return JobAdmission.Busy;
        }

        var now = tables.Now();
        _rows[job.Id] = new Row
        {
            Job = new Job(
                job.Id,
                job.Owner,
                job.Kind,
                job.Request,
                JobStatus.Waiting,
                Attempt: 0,
                default,
                Message: null,
                ContentType: null,
                now,
                EndedAt: null
            ),
            TouchedAt = now,
        };
        return JobAdmission.Added;
    }

    private Job? Claim(JobId id, TimeSpan lease)
    {
        if (_rows.GetValueOrDefault(id) is not { } row)
        {
            return null;
        }

        var isFree = row.Job.Status switch
        {
            JobStatus.Waiting => true,
            JobStatus.Running => IsSilent(row, lease),
            JobStatus.Failed => !HasLive(row.Job.Owner, row.Job.Kind),
            JobStatus.Done or JobStatus.Cancelled => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (!isFree)
        {
            return null;
        }

        row.Parts.Clear();
        row.Becomes(
            row.Job with
            {
                Status = JobStatus.Running,
                Attempt = row.Job.Attempt + 1,
                Progress = default,
                Message = null,
                EndedAt = null,
            },
            touched: tables.Now()
        );
        return row.Job;
    }

    private ValueList<JobId> TakeStale(TimeSpan silence, int most)
    {
        var stale = _rows
            .Values.Where(row => row.IsLive && IsSilent(row, silence))
            .OrderBy(row => row.Job.CreatedAt)
            .Take(most)
            .ToList();
        foreach (var row in stale.Where(row => row.Job.Status == JobStatus.Waiting))
        {
            row.TouchedAt = tables.Now();
        }

        return stale.Select(row => row.Job.Id).ToValueList();
    }

    private bool HasLive(string owner, string kind) =>
        _rows.Values.Any(row => row.IsLive && row.Job.Owner == owner && row.Job.Kind == kind);

    private bool IsSilent(Row row, TimeSpan span) =>
        row.TouchedAt <= tables.Now() - span || row.TouchedAt > tables.Now();

    private Row? Current(JobAttempt attempt) =>
        _rows.GetValueOrDefault(attempt.Id) is { Job.Status: JobStatus.Running } row
        && row.Job.Attempt == attempt.Number
            ? row
            : null;

    private sealed class Row
    {
        public required Job Job { get; set; }

        public required Instant TouchedAt { get; set; }

        public Dictionary<int, byte[]> Parts { get; } = [];

        public bool IsLive => Job.Status is JobStatus.Waiting or JobStatus.Running;

        public bool Becomes(Job job, Instant? touched = null)
        {
            (Job, TouchedAt) = (job, touched ?? TouchedAt);
            return true;
        }
    }
}
