namespace Rollouts.Storage.Jobs;

/// <summary>The status of a background job. The last three are final, but a failed job can be run again.</summary>
public enum JobStatus
{
    /// <summary>No process works on it: it is new, or an attempt has failed and another one follows.</summary>
    Waiting,

    Running,
    Done,
    Failed,
    Cancelled,
}
