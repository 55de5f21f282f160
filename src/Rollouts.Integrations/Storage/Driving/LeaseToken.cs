namespace Rollouts.Integrations.Storage.Driving;

/// <summary>
/// One holding of a lease. The number rises with every claim of the same thing, so that a holder who slept through
/// the end of its lease is told apart from the one who took over, even where both are the same worker.
/// </summary>
public readonly record struct LeaseToken(long Number);
