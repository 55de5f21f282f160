namespace Rollouts.Storage.Jobs;

/// <summary>The end of an attempt.</summary>
/// <param name="Status"><see cref="JobStatus.Waiting"/> if another attempt follows.</param>
/// <param name="Message">Why it failed; null if it did not.</param>
/// <param name="ContentType">The media type of the result; null if there is none.</param>
public sealed record JobEnd(JobStatus Status, string? Message = null, string? ContentType = null);
