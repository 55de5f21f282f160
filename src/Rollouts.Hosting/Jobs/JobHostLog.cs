using Microsoft.Extensions.Logging;
using Rollouts.Storage.Jobs;

namespace Rollouts.Hosting.Jobs;

internal static partial class JobHostLog
{
    [LoggerMessage(1, LogLevel.Warning, "job {Job} is stored and could not be enqueued; the clean-up enqueues it")]
    public static partial void NotEnqueued(this ILogger logger, JobId job, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "job {Job} was left behind by a process; it is enqueued again")]
    public static partial void JobFound(this ILogger logger, JobId job);

    [LoggerMessage(3, LogLevel.Warning, "{Messages} messages could not be sent; see 'rollouts-worker notifications'")]
    public static partial void DeadMessages(this ILogger logger, int messages);
}
