using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Engine.Access;
using Rollouts.Engine.Jobs;
using Rollouts.Fakes.Storage;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Tests.Jobs;

/// <summary>A job is run by one process at a time, retried, cancelled and fenced by the store.</summary>
public sealed class JobRunnerTests
{
    private static readonly JobId Id = new(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private readonly MemoryStore _store = new(TimeProvider.System);

    [Fact]
    public async Task The_result_of_a_job_is_stored_with_its_end()
    {
        await AddAsync();
        await RunnerOf(
                async (run, token) =>
                {
                    run.ContentType = "text/plain";
                    await run.Output.WriteAsync(Encoding.UTF8.GetBytes(run.Read<string>()), token);
                }
            )
            .RunAsync(Id, default);

        Assert.Equal(JobStatus.Done, (await FoundAsync()).Status);
        Assert.Equal("parameters", await ResultAsync());
    }

    [Fact]
    public async Task A_large_result_is_stored_in_parts()
    {
        var random = new Random(1);
        var bytes = new byte[1_000_000];
        random.NextBytes(bytes);
        await AddAsync();
        await RunnerOf(
                async (run, token) =>
                {
                    run.ContentType = "application/octet-stream";
                    await run.Output.WriteAsync(bytes, token);
                }
            )
            .RunAsync(Id, default);

        Assert.NotNull(await _store.Jobs.ReadPartAsync(Id, 3, default));
        Assert.Equal(bytes, await ResultBytesAsync());
    }

    [Fact]
    public async Task A_job_that_is_delivered_twice_runs_once()
    {
        await AddAsync();
        var runs = 0;
        var began = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var runner = RunnerOf(
            async (_, _) =>
            {
                Interlocked.Increment(ref runs);
                began.SetResult();
                await goOn.Task;
            }
        );
        var first = runner.RunAsync(Id, default);
        await began.Task;
        await runner.RunAsync(Id, default);
        goOn.SetResult();
        await first;
        await runner.RunAsync(Id, default);

        Assert.Equal(1, runs);
        Assert.Equal((JobStatus.Done, 1), ((await FoundAsync()).Status, (await FoundAsync()).Attempt));
    }

    [Fact]
    public async Task A_job_is_tried_four_times_and_then_has_failed()
    {
        await AddAsync();
        var runner = RunnerOf((_, _) => throw new FormatException("password=hunter2"));
        for (var attempt = 1; attempt < 4; attempt++)
        {
            await Assert.ThrowsAsync<FormatException>(() => runner.RunAsync(Id, default));
            Assert.Equal((JobStatus.Waiting, attempt), ((await FoundAsync()).Status, (await FoundAsync()).Attempt));
        }

        await Assert.ThrowsAsync<JobFailedException>(() => runner.RunAsync(Id, default));
        var failed = await FoundAsync();
        Assert.Equal(JobStatus.Failed, failed.Status);
        Assert.DoesNotContain("hunter2", failed.Message, StringComparison.Ordinal);

        // An administrator requeues it after the mistake was repaired.
        await RunnerOf((_, _) => Task.CompletedTask).RunAsync(Id, default);
        Assert.Equal(JobStatus.Done, (await FoundAsync()).Status);
    }

    [Fact]
    public async Task A_job_that_can_never_succeed_is_not_tried_again()
    {
        await AddAsync();
        await RunnerOf((_, _) => throw new JobRefusedException("The plan is gone.")).RunAsync(Id, default);

        Assert.Equal(
            (JobStatus.Failed, "The plan is gone."),
            ((await FoundAsync()).Status, (await FoundAsync()).Message)
        );
    }

    [Fact]
    public async Task A_job_that_is_cancelled_ends_and_its_progress_is_seen_before()
    {
        await AddAsync();
        var running = RunnerOf(
                async (run, token) =>
                {
                    run.Report(3, 10);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                }
            )
            .RunAsync(Id, default);
        await Eventually.IsAsync(
            async () => (await FoundAsync()).Progress == new JobProgress(3, 10),
            "the progress to be stored"
        );
        Assert.True(await _store.Jobs.CancelAsync(Id, default));
        await running;

        Assert.Equal(JobStatus.Cancelled, (await FoundAsync()).Status);
    }

    [Fact]
    public async Task A_job_of_a_process_that_stops_waits_for_the_next_one()
    {
        await AddAsync();
        using var stopping = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var running = RunnerOf(
                async (_, token) =>
                {
                    began.SetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                }
            )
            .RunAsync(Id, stopping.Token);
        await began.Task;
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(JobStatus.Waiting, (await FoundAsync()).Status);
        await RunnerOf((_, _) => Task.CompletedTask).RunAsync(Id, default);
        Assert.Equal((JobStatus.Done, 2), ((await FoundAsync()).Status, (await FoundAsync()).Attempt));
    }

    // A process that was frozen for longer than its lease goes on where it was.
    [Fact]
    public async Task A_process_that_has_lost_its_job_writes_no_result()
    {
        await AddAsync();
        var began = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var frozen = RunnerOf(
                async (run, token) =>
                {
                    began.SetResult();
                    await goOn.Task;
                    run.ContentType = "text/plain";
                    await run.Output.WriteAsync("the first"u8.ToArray(), token);
                }
            )
            .RunAsync(Id, default);
        await began.Task;

        // Another process claims it: to the store the lease of the first one has run out.
        var second = (await _store.JobRuns.ClaimAsync(Id, TimeSpan.Zero, default))!;
        goOn.SetResult();
        await frozen;
        Assert.Equal((JobStatus.Running, 2), ((await FoundAsync()).Status, second.Attempt));
        Assert.True(
            await _store.JobRuns.EndAsync(new JobAttempt(Id, second.Attempt), new JobEnd(JobStatus.Done), default)
        );
        Assert.Null(await _store.Jobs.ReadPartAsync(Id, 0, default));
    }

    private JobRunner RunnerOf(Func<JobRun, CancellationToken, Task> run) =>
        new(_store, [new Kind(run)], TimeProvider.System, NullLogger<JobRunner>.Instance);

    private Task AddAsync() => _store.Jobs.AddAsync(new NewJob(Id, "key/ada", Kind.Only, "\"parameters\""), default);

    private async Task<Job> FoundAsync() => (await _store.Jobs.FindAsync(Id, default))!;

    private async Task<string> ResultAsync() => Encoding.UTF8.GetString(await ResultBytesAsync());

    private async Task<byte[]> ResultBytesAsync()
    {
        using var all = new MemoryStream();
        for (var number = 0; await _store.Jobs.ReadPartAsync(Id, number, default) is { } part; number++)
        {
            all.Write(part);
        }

        all.Position = 0;
        using var plain = new MemoryStream();
        await using var unpacked = new GZipStream(all, CompressionMode.Decompress);
        await unpacked.CopyToAsync(plain);
        return plain.ToArray();
    }

    private sealed class Kind(Func<JobRun, CancellationToken, Task> run) : IJobKind
    {
        public const string Only = "test";

        public string Name => Only;

        public Permission Permission => Permission.Read;

        public RequiredReach Reach => RequiredReach.None;

        public Task RunAsync(JobRun job, CancellationToken cancellation) => run(job, cancellation);
    }
}
