namespace Rollouts.Storage.Driving;

/// <summary>
/// One grant of a lease. The number rises with every claim of the same item, so that a holder that slept through the
/// end of its lease differs from the new holder, even if both are the same worker.
/// </summary>
public readonly record struct LeaseToken(long Number);
