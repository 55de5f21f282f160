using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Jobs;

/// <summary>The last attempt of a job failed. It is not run again unless an administrator requeues it.</summary>
public sealed class JobFailedException(JobId id, Exception inner)
    : Exception($"The last attempt of the job {id} failed.", inner);
