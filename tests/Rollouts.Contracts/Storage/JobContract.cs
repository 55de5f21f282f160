using Rollouts.Storage.Jobs;

namespace Rollouts.Contracts.Storage;

/// <summary>A job of a caller is run by one process at a time, and only the current attempt can write.</summary>
public abstract class JobContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly JobProgress Half = new(5, 10);

    [Fact]
    public async Task A_job_is_read_back_as_it_was_stored()
    {
        Assert.Null(await Store.Jobs.FindAsync(JobNumber(1), default));
        var before = await NowAsync();
        Assert.Equal(JobAdmission.Added, await AddAsync(1));

        var job = (await Store.Jobs.FindAsync(JobNumber(1), default))!;
        Assert.Equal(
            (JobNumber(1), "key/ada", "export", """{"a":1}""", JobStatus.Waiting, 0),
            (job.Id, job.Owner, job.Kind, job.Request, job.Status, job.Attempt)
        );
        Assert.Equal((default, null, null, null), (job.Progress, job.Message, job.ContentType, job.EndedAt));
        Assert.True(job.CreatedAt >= before && job.CreatedAt <= await NowAsync());
    }

    [Fact]
    public async Task An_owner_has_one_live_job_of_a_kind()
    {
        Assert.Equal(JobAdmission.Added, await AddAsync(1));
        Assert.Equal(JobAdmission.Known, await AddAsync(1));
        Assert.Equal(JobAdmission.Busy, await AddAsync(2));
        Assert.Equal(JobAdmission.Added, await AddAsync(3, kind: "verification"));
        Assert.Equal(JobAdmission.Added, await AddAsync(4, owner: "key/grace"));

        Assert.True(await Store.Jobs.CancelAsync(JobNumber(1), default));
        await PassAsync(Second);
        Assert.Equal(JobAdmission.Added, await AddAsync(2));
        var listed = (await Store.Jobs.ListAsync("key/ada", default)).Select(job => job.Id).ToList();
        Assert.Equal(JobNumber(2), listed[0]);
        Assert.Equal([JobNumber(1), JobNumber(3)], listed[1..].OrderBy(id => id.ToString()));
    }

    [Fact]
    public async Task A_job_is_claimed_once()
    {
        await AddAsync(1);
        var claimed = (await ClaimAsync(1))!;
        Assert.Equal((JobStatus.Running, 1), (claimed.Status, claimed.Attempt));
        Assert.Null(await ClaimAsync(1));
        Assert.Null(await ClaimAsync(2));
    }

    [Fact]
    public async Task A_silent_process_loses_its_job_and_can_write_no_more()
    {
        await AddAsync(1);
        var first = AttemptOf((await ClaimAsync(1))!);
        await PassAsync(Lease / 2);
        Assert.True(await Store.JobRuns.ReportAsync(first, Half, default));
        await PassAsync(Lease / 2);
        Assert.Null(await ClaimAsync(1));
        Assert.True(await Store.JobRuns.WritePartAsync(first, 0, [1, 2, 3], default));
        await PassAsync(Lease / 2);

        var second = AttemptOf((await ClaimAsync(1))!);
        Assert.Equal(2, second.Number);
        Assert.False(await Store.JobRuns.ReportAsync(first, Half, default));
        Assert.False(await Store.JobRuns.WritePartAsync(first, 1, [4], default));
        Assert.False(await Store.JobRuns.EndAsync(first, new JobEnd(JobStatus.Done), default));

        Assert.True(await Store.JobRuns.WritePartAsync(second, 0, [9], default));
        Assert.True(await Store.JobRuns.EndAsync(second, new JobEnd(JobStatus.Done, null, "text/csv"), default));
        Assert.Equal([9], (await Store.Jobs.ReadPartAsync(JobNumber(1), 0, default))!);
        Assert.Null(await Store.Jobs.ReadPartAsync(JobNumber(1), 1, default));
    }

    [Fact]
    public async Task A_report_of_progress_is_seen_and_a_new_attempt_begins_at_nothing()
    {
        await AddAsync(1);
        var first = AttemptOf((await ClaimAsync(1))!);
        await Store.JobRuns.ReportAsync(first, Half, default);
        Assert.Equal(Half, (await FoundAsync(1)).Progress);

        Assert.True(await Store.JobRuns.EndAsync(first, new JobEnd(JobStatus.Waiting, "no luck"), default));
        var waiting = await FoundAsync(1);
        Assert.Equal((JobStatus.Waiting, "no luck", null), (waiting.Status, waiting.Message, waiting.EndedAt));

        var second = (await ClaimAsync(1))!;
        Assert.Equal((2, default, null), (second.Attempt, second.Progress, second.Message));
    }

    [Fact]
    public async Task A_result_is_read_when_the_job_is_done_and_not_before()
    {
        byte[] part = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];
        await AddAsync(1);
        var attempt = AttemptOf((await ClaimAsync(1))!);
        Assert.True(await Store.JobRuns.WritePartAsync(attempt, 0, part, default));
        Assert.Null(await Store.Jobs.ReadPartAsync(JobNumber(1), 0, default));

        Assert.True(await Store.JobRuns.EndAsync(attempt, new JobEnd(JobStatus.Done, null, "text/csv"), default));
        Assert.Equal(part, await Store.Jobs.ReadPartAsync(JobNumber(1), 0, default));
        var done = await FoundAsync(1);
        Assert.Equal((JobStatus.Done, "text/csv"), (done.Status, done.ContentType));
        Assert.NotNull(done.EndedAt);
        Assert.False(await Store.JobRuns.EndAsync(attempt, new JobEnd(JobStatus.Failed), default));
        Assert.False(await Store.Jobs.CancelAsync(JobNumber(1), default));
        Assert.Null(await ClaimAsync(1));
    }

    [Fact]
    public async Task A_cancelled_job_ends_at_once_and_is_not_run()
    {
        await AddAsync(1);
        var attempt = AttemptOf((await ClaimAsync(1))!);
        Assert.True(await Store.Jobs.CancelAsync(JobNumber(1), default));
        Assert.False(await Store.JobRuns.ReportAsync(attempt, Half, default));
        Assert.False(await Store.JobRuns.EndAsync(attempt, new JobEnd(JobStatus.Done), default));
        Assert.Null(await ClaimAsync(1));
        Assert.Equal(JobStatus.Cancelled, (await FoundAsync(1)).Status);
    }

    [Fact]
    public async Task A_failed_job_can_be_run_again_unless_its_owner_has_another_one()
    {
        await AddAsync(1);
        var attempt = AttemptOf((await ClaimAsync(1))!);
        Assert.True(await Store.JobRuns.EndAsync(attempt, new JobEnd(JobStatus.Failed, "no luck"), default));

        await AddAsync(2);
        Assert.Null(await ClaimAsync(1));
        await Store.Jobs.CancelAsync(JobNumber(2), default);
        Assert.Equal(2, (await ClaimAsync(1))!.Attempt);
    }

    [Fact]
    public async Task Live_jobs_that_no_process_reports_on_are_found_again()
    {
        await AddAsync(1);
        await AddAsync(2, owner: "key/grace");
        await AddAsync(3, owner: "key/alan");
        await ClaimAsync(2);
        await Store.Jobs.CancelAsync(JobNumber(3), default);
        Assert.Empty(await StaleAsync());

        await PassAsync(Lease);
        Assert.Equal([JobNumber(1), JobNumber(2)], (await StaleAsync()).OrderBy(id => id.ToString()));
        Assert.Equal([JobNumber(2)], await StaleAsync());
        await ClaimAsync(2);
        Assert.Empty(await StaleAsync());
        await PassAsync(Lease);
        Assert.Equal([JobNumber(1), JobNumber(2)], (await StaleAsync()).OrderBy(id => id.ToString()));
    }

    [Fact]
    public async Task Ended_jobs_are_forgotten_with_their_results()
    {
        await AddAsync(1);
        var attempt = AttemptOf((await ClaimAsync(1))!);
        await Store.JobRuns.WritePartAsync(attempt, 0, [1], default);
        await Store.JobRuns.EndAsync(attempt, new JobEnd(JobStatus.Done), default);
        await AddAsync(2);
        Assert.Equal(0, await Store.JobRuns.ForgetAsync((await FoundAsync(1)).EndedAt!.Value, default));

        await PassAsync(Second);
        await Store.JobRuns.ForgetAsync(await NowAsync() + Second, default);
        Assert.Null(await Store.Jobs.FindAsync(JobNumber(1), default));
        Assert.Null(await Store.Jobs.ReadPartAsync(JobNumber(1), 0, default));
        Assert.NotNull(await Store.Jobs.FindAsync(JobNumber(2), default));
    }

    private static JobId JobNumber(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private static JobAttempt AttemptOf(Job claimed) => new(claimed.Id, claimed.Attempt);

    private Task<JobAdmission> AddAsync(int number, string owner = "key/ada", string kind = "export") =>
        Store.Jobs.AddAsync(new NewJob(JobNumber(number), owner, kind, """{"a":1}"""), default);

    private Task<Job?> ClaimAsync(int number) => Store.JobRuns.ClaimAsync(JobNumber(number), Lease, default);

    private async Task<Job> FoundAsync(int number) => (await Store.Jobs.FindAsync(JobNumber(number), default))!;

    private Task<ValueList<JobId>> StaleAsync() => Store.JobRuns.TakeStaleAsync(Lease, 10, default);
}
