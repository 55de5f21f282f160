using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Rollouts.Services;

/// <summary>A version that somebody wants to release.</summary>
public sealed record StartRequest
{
    /// <summary>The identity that the rollout will have.</summary>
    public required RolloutId Id { get; init; }

    public required VersionName Version { get; init; }

    public required Plan Plan { get; init; }

    public required ValueList<TargetRequest> Targets { get; init; }

    public required Actor By { get; init; }

    /// <summary>The authors of the released commits, mapped to persons where administrators have mapped them.</summary>
    public ValueList<Author> CommitAuthors { get; init; } = [];

    public bool HasUnknownAuthor { get; init; }

    public Provenance? Provenance { get; init; }

    /// <summary>
    /// Whether a version that is under way, waits or is stable is not to be started again. A pipeline says everything
    /// at least once.
    /// </summary>
    public bool IsOncePerVersion { get; init; }

    /// <summary>
    /// False if no identity provider is connected: then the owner of the installation is the only person who can
    /// approve.
    /// </summary>
    public bool HasApprovers { get; init; } = true;
}
