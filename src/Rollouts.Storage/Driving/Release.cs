namespace Rollouts.Storage.Driving;

/// <summary>The release of a rollout by its worker.</summary>
/// <param name="Version">
/// The version of the stream at the release. If the stream has a later one, the stored due time is kept.
/// </param>
public sealed record Release(RolloutId Id, LeaseToken Lease, int Version, DueTime Due)
{
    /// <summary>The class of the next look. If the stream has a later version, the stored class is kept.</summary>
    public WorkClass Class { get; init; } = WorkClass.Forward;
}
