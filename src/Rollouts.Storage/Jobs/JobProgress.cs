namespace Rollouts.Storage.Jobs;

/// <summary>The progress of a job in units of its kind, such as records.</summary>
/// <param name="Total">Null if the total is not known.</param>
public readonly record struct JobProgress(long Done, long? Total);
