namespace Rollouts.Domain.Services;

/// <summary>
/// Which backend serves a target's users when nothing is on its way, and which version it runs, if known.
/// </summary>
public sealed record StableBackend(TargetName Target, BackendName Backend, VersionName? Version);
