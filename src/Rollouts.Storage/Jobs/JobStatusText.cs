using System.Diagnostics;

namespace Rollouts.Storage.Jobs;

/// <summary>The stored names of the status of a job.</summary>
internal static class JobStatusText
{
    public static string Of(JobStatus status) =>
        status switch
        {
            JobStatus.Waiting => "waiting",
            JobStatus.Running => "running",
            JobStatus.Done => "done",
            JobStatus.Failed => "failed",
            JobStatus.Cancelled => "cancelled",
            _ => throw new UnreachableException(),
        };

    public static JobStatus Read(string text) =>
        text switch
        {
            "waiting" => JobStatus.Waiting,
            "running" => JobStatus.Running,
            "done" => JobStatus.Done,
            "failed" => JobStatus.Failed,
            "cancelled" => JobStatus.Cancelled,
            _ => throw new InvalidDataException($"The status of a job is '{text}', which this build does not know."),
        };
}
