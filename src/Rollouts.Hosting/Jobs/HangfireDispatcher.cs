using Hangfire;
using Microsoft.Extensions.Logging;
using Rollouts.Engine.Jobs;
using Rollouts.Storage.Jobs;

namespace Rollouts.Hosting.Jobs;

/// <summary>Enqueues stored jobs in Hangfire. The argument is the id alone.</summary>
internal sealed class HangfireDispatcher(IBackgroundJobClient client, ILogger<HangfireDispatcher> logger)
    : IJobDispatcher
{
    public void Enqueue(JobId id)
    {
        try
        {
            client.Enqueue<StoredJobs>(jobs => jobs.RunAsync(id.ToString(), CancellationToken.None));
        }
        // The job is stored. The clean-up finds it and enqueues it again, so its caller gets no error.
        catch (BackgroundJobClientException exception)
        {
            logger.NotEnqueued(id, exception);
        }
    }
}
