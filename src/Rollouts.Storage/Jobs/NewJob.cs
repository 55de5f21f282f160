namespace Rollouts.Storage.Jobs;

/// <summary>A job to store.</summary>
public sealed record NewJob(JobId Id, string Owner, string Kind, string Request);
