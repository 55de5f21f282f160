using Rollouts.Domain.Connections;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// One target of a rollout: which backend is the new one, which the old one, and what its router can show.
/// </summary>
public sealed record TargetSpec
{
    public required TargetName Name { get; init; }

    /// <summary>The wave it belongs to, from 0.</summary>
    public required int Wave { get; init; }

    public required BackendName Candidate { get; init; }

    public required BackendName Stable { get; init; }

    /// <summary>The version that the stable backend runs, where it is known.</summary>
    public VersionName? StableVersion { get; init; }

    /// <summary>
    /// Whether its router can be read back. If not, the accepted traffic counts as the actual one, and users are
    /// informed of it.
    /// </summary>
    public required bool ReadsBack { get; init; }

    /// <summary>
    /// Whether the candidate's backend is added before the start and the old one removed after the end.
    /// </summary>
    public bool AddsBackend { get; init; }

    /// <summary>How its router spreads requests; null in rollouts of earlier builds.</summary>
    public RequestDistribution? Distribution { get; init; }

    /// <summary>
    /// The Deployment behind the candidate's backend, which must be available before traffic is shifted; null if the
    /// plan requires none.
    /// </summary>
    public string? Deployment { get; init; }
}
