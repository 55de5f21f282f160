using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Worker.Starting;

/// <summary>Somebody wants a version to go out.</summary>
public sealed record StartOrder
{
    /// <summary>The identity that the rollout will have.</summary>
    public required RolloutId Id { get; init; }

    /// <summary>What the request is called by whoever sent it.</summary>
    public required string Key { get; init; }

    public required Plan Plan { get; init; }

    public required VersionName Version { get; init; }

    public required Actor By { get; init; }

    public required string Reason { get; init; }

    /// <summary>
    /// The backend that has all the traffic now, for a service of which nobody knows it yet and no router can tell:
    /// where backends are named after versions. The router is asked whether it is true.
    /// </summary>
    public BackendName? Stable { get; init; }

    /// <summary>The logins or addresses of the authors of the released commits.</summary>
    public ValueList<string> CommitAuthors { get; init; } = [];

    public bool HasUnknownAuthor { get; init; }

    public Provenance? Provenance { get; init; }

    /// <summary>Whether a version that is under way, waits or is stable is not to be started again.</summary>
    public bool IsOncePerVersion { get; init; }
}
