using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Services;

/// <summary>A request to release a version.</summary>
public sealed record StartRequest
{
    /// <summary>The identifier of the new rollout.</summary>
    public required RolloutId Id { get; init; }

    public required VersionName Version { get; init; }

    public required Plan Plan { get; init; }

    public required ValueList<TargetRequest> Targets { get; init; }

    /// <summary>The actor that moves the weights; null for the machine of this service.</summary>
    public RolloutMode? Mode { get; init; }

    /// <summary>
    /// The stable backend that the request names; only an observed rollout takes it without a reading.
    /// </summary>
    public BackendName? Stable { get; init; }

    public required Actor By { get; init; }

    /// <summary>The authors of the released commits, mapped to persons where administrators have mapped them.</summary>
    public ValueList<Author> CommitAuthors { get; init; } = [];

    public bool HasUnknownAuthor { get; init; }

    public Provenance? Provenance { get; init; }

    /// <summary>Identifies the plan for persons who approve; null if it is not known.</summary>
    public string? PlanHash { get; init; }

    /// <summary>The approval that the environment demands beside the plan; null for none.</summary>
    public ApprovalDemand? Demand { get; init; }

    /// <summary>
    /// Whether the request has no effect for a version that is under way, waiting or stable. A pipeline delivers its
    /// events at least once.
    /// </summary>
    public bool IsOncePerVersion { get; init; }

    /// <summary>
    /// False if no identity provider is connected: then the owner of the installation is the only person who can
    /// approve.
    /// </summary>
    public bool HasApprovers { get; init; } = true;
}
