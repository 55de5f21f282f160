using Microsoft.Extensions.Logging;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Jobs;

internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Information, "job {Job} ({Kind}) is done after attempt {Attempt}")]
    public static partial void JobDone(this ILogger logger, JobId job, string kind, int attempt);

    [LoggerMessage(2, LogLevel.Information, "job {Job} ({Kind}) was cancelled, or another process runs it")]
    public static partial void JobLost(this ILogger logger, JobId job, string kind);

    [LoggerMessage(3, LogLevel.Error, "attempt {Attempt} of the job {Job} ({Kind}) failed")]
    public static partial void JobAttemptFailed(
        this ILogger logger,
        JobId job,
        string kind,
        int attempt,
        Exception exception
    );

    [LoggerMessage(4, LogLevel.Warning, "the end of an attempt of the job {Job} ({Kind}) could not be stored")]
    public static partial void JobNotEnded(this ILogger logger, JobId job, string kind, Exception exception);
}
