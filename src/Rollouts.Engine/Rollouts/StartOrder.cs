using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Engine.Rollouts;

/// <summary>A request to start a rollout of a version.</summary>
public sealed record StartOrder
{
    /// <summary>The identity of the new rollout.</summary>
    public required RolloutId Id { get; init; }

    /// <summary>The client's key of the request.</summary>
    public required string Key { get; init; }

    public required Plan Plan { get; init; }

    public required VersionName Version { get; init; }

    public required Actor By { get; init; }

    /// <summary>The actor that moves the weights; null for what the environment says.</summary>
    public RolloutMode? Mode { get; init; }

    public required string Reason { get; init; }

    /// <summary>
    /// The backend that has all the traffic now, if neither the service's record nor a router tells: with backends that
    /// are named after versions. The router is read to verify it.
    /// </summary>
    public BackendName? Stable { get; init; }

    /// <summary>The logins or addresses of the authors of the released commits.</summary>
    public ValueList<string> CommitAuthors { get; init; } = [];

    public bool HasUnknownAuthor { get; init; }

    public Provenance? Provenance { get; init; }

    /// <summary>Whether to refuse a version that is being released, is queued or is stable.</summary>
    public bool IsOncePerVersion { get; init; }
}
