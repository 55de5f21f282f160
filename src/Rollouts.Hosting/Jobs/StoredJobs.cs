using Hangfire;
using Rollouts.Engine.Jobs;
using Rollouts.Storage.Jobs;

namespace Rollouts.Hosting.Jobs;

/// <summary>
/// The entry point of Hangfire for the jobs of callers. Its name and its parameters are stored with each job, so a
/// change of them leaves the stored jobs of earlier builds to the clean-up.
/// </summary>
public sealed class StoredJobs(JobRunner runner)
{
    public const string QueueName = "callers";

    [Queue(QueueName)]
    [AutomaticRetry(Attempts = 5, DelaysInSeconds = [1, 5, 25], ExceptOn = [typeof(JobFailedException)])]
    public Task RunAsync(string id, CancellationToken stopping) =>
        JobId.Read(id) is { } known ? runner.RunAsync(known, stopping) : Task.CompletedTask;
}
