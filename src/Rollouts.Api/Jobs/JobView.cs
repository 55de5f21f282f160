using Rollouts.Storage.Jobs;

namespace Rollouts.Api.Jobs;

/// <summary>A background job.</summary>
/// <param name="Id">The id in the address of the job.</param>
/// <param name="Kind">evidence, audit-export, audit-verification or rehearsal.</param>
/// <param name="Status">waiting, running, done, failed or cancelled.</param>
/// <param name="Message">The status in words.</param>
/// <param name="Result">The address of the result, which exists when the job is done.</param>
/// <param name="Done">The records or simulated releases that are done; null for evidence.</param>
/// <param name="Total">The number of them in all; null if it is not known.</param>
/// <param name="Attempt">The number of the current or last attempt; null for evidence.</param>
internal sealed record JobView(
    string Id,
    string Kind,
    string Status,
    string Message,
    string Result,
    long? Done = null,
    long? Total = null,
    int? Attempt = null,
    string? CreatedAt = null,
    string? EndedAt = null
)
{
    public static JobView Of(Job job) =>
        new(
            job.Id.ToString(),
            job.Kind,
            WordOf(job.Status),
            job.Message ?? Say(job.Status),
            $"/api/v1/jobs/{job.Id}/result",
            job.Progress.Done,
            job.Progress.Total,
            job.Attempt,
            job.CreatedAt.ToString(),
            job.EndedAt?.ToString()
        );

    private static string WordOf(JobStatus status) =>
        status switch
        {
            JobStatus.Waiting => "waiting",
            JobStatus.Running => "running",
            JobStatus.Done => "done",
            JobStatus.Failed => "failed",
            JobStatus.Cancelled => "cancelled",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Say(JobStatus status) =>
        status switch
        {
            JobStatus.Waiting => "The job waits for a process that runs it.",
            JobStatus.Running => "The job is running.",
            JobStatus.Done => "The job is done.",
            JobStatus.Failed => "The job failed.",
            JobStatus.Cancelled => "The job was cancelled.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
