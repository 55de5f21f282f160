using Microsoft.Extensions.Logging;
using Rollouts.Storage;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Jobs;

/// <summary>
/// Runs stored jobs. A queue may deliver a job twice, or to a second process while the first one is frozen. The claim
/// in the store decides which of them runs it, and every write names the claim.
/// </summary>
public sealed class JobRunner(IStore store, IEnumerable<IJobKind> kinds, TimeProvider time, ILogger<JobRunner> logger)
{
    /// <summary>
    /// Shorter than the queue waits before it delivers the job of a dead process again, so that the second delivery
    /// can claim it.
    /// </summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the progress is stored, and a cancellation is seen.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>An attempt whose process dies counts too: a job must not end one process after the other.</summary>
    private const int MostAttempts = 4;

    private readonly Dictionary<string, IJobKind> _kinds = kinds.ToDictionary(
        kind => kind.Name,
        StringComparer.Ordinal
    );

    /// <summary>Runs a job. Does nothing if it has ended or another process runs it.</summary>
    /// <exception cref="JobFailedException">The last attempt failed.</exception>
    /// <exception cref="OperationCanceledException">The process stops. The job waits for another attempt.</exception>
    public async Task RunAsync(JobId id, CancellationToken stopping)
    {
        if (await store.JobRuns.ClaimAsync(id, Lease, stopping) is not { } job)
        {
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            await RunAsync(job, ending);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await EndAsync(job, new JobEnd(JobStatus.Waiting));
            throw;
        }
        catch (Exception exception) when (exception is JobLostException || IsLost(exception, ending, stopping))
        {
            logger.JobLost(job.Id, job.Kind);
        }
        catch (JobRefusedException exception)
        {
            await EndAsync(job, new JobEnd(JobStatus.Failed, exception.Message));
        }
        // A job boundary. The message may hold a secret of an outside system, so the caller does not get it.
        catch (Exception exception)
        {
            logger.JobAttemptFailed(job.Id, job.Kind, job.Attempt, exception);
            await FailAsync(job, exception);
            throw;
        }
    }

    private async Task RunAsync(Job job, CancellationTokenSource ending)
    {
        if (!_kinds.TryGetValue(job.Kind, out var kind))
        {
            throw new InvalidOperationException($"This build knows no job of the kind '{job.Kind}'.");
        }

        var run = new JobRun(job, store.JobRuns, ending.Token);
        using var ended = new CancellationTokenSource();
        var beating = BeatAsync(job, run, ending, ended.Token);
        try
        {
            await kind.RunAsync(run, ending.Token);
            if (run.ContentType is not null)
            {
                await run.DisposeAsync();
            }
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
        }

        // Not cancellable: the work is done.
        await store.JobRuns.ReportAsync(AttemptOf(job), run.Progress, default);
        if (await store.JobRuns.EndAsync(AttemptOf(job), new JobEnd(JobStatus.Done, null, run.ContentType), default))
        {
            logger.JobDone(job.Id, job.Kind, job.Attempt);
        }
        else
        {
            throw new JobLostException();
        }
    }

    /// <summary>
    /// Stores the progress until the work has ended, and ends the work of an attempt that is not current.
    /// </summary>
    private async Task BeatAsync(Job job, JobRun run, CancellationTokenSource ending, CancellationToken ended)
    {
        var last = time.GetTimestamp();
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Beat, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (!await store.JobRuns.ReportAsync(AttemptOf(job), run.Progress, ended))
                {
                    await ending.CancelAsync();
                    return;
                }

                last = time.GetTimestamp();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StoreUnavailableException)
            {
                // The lease has run out, so another process may have the job.
                if (time.GetElapsedTime(last) > Lease)
                {
                    await ending.CancelAsync();
                    return;
                }
            }
        }
    }

    private async Task FailAsync(Job job, Exception exception)
    {
        if (job.Attempt < MostAttempts)
        {
            await EndAsync(
                job,
                new JobEnd(JobStatus.Waiting, $"Attempt {job.Attempt} of {MostAttempts} failed. Another one follows.")
            );
            return;
        }

        await EndAsync(
            job,
            new JobEnd(JobStatus.Failed, $"{job.Attempt} attempts failed. The log of the server has the reason.")
        );
        throw new JobFailedException(job.Id, exception);
    }

    // An outage leaves the attempt as it is. Its lease ends, and the clean-up enqueues the job again.
    private async Task EndAsync(Job job, JobEnd end)
    {
        try
        {
            await store.JobRuns.EndAsync(AttemptOf(job), end, default);
        }
        catch (StoreUnavailableException exception)
        {
            logger.JobNotEnded(job.Id, job.Kind, exception);
        }
    }

    private static bool IsLost(Exception exception, CancellationTokenSource ending, CancellationToken stopping) =>
        exception is OperationCanceledException && ending.IsCancellationRequested && !stopping.IsCancellationRequested;

    private static JobAttempt AttemptOf(Job job) => new(job.Id, job.Attempt);
}
