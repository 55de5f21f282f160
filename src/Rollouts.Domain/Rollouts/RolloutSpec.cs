using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// The fixed specification of a rollout. Later changes of a plan, a connection or the compiler do not affect it,
/// because a release in progress must keep its meaning to its end.
/// </summary>
public sealed record RolloutSpec
{
    public required RolloutId Id { get; init; }

    public required VersionName Version { get; init; }

    public required Plan Plan { get; init; }

    public required StepProgram Steps { get; init; }

    /// <summary>Identifies the plan for approvers; null for a rollout of a build that recorded none.</summary>
    public string? PlanHash { get; init; }

    public required ValueList<TargetSpec> Targets { get; init; }

    /// <summary>
    /// The authors of the released commits and the callers who started the release. A step with
    /// <c>notBy: author</c> refuses their approvals.
    /// </summary>
    public required ValueList<Author> Authors { get; init; }

    /// <summary>
    /// True if an author could not be mapped to a person. A step with <c>notBy: author</c> then needs one approval
    /// more.
    /// </summary>
    public bool HasUnknownAuthor { get; init; }

    public RolloutId? RetryOf { get; init; }

    /// <summary>The succeeded rollout whose version this rollout takes back.</summary>
    public RolloutId? ReturnOf { get; init; }

    /// <summary>The origin of the version; null if it was not given.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>The actor that moves the weights; null for the machine of this service.</summary>
    public RolloutMode? Mode { get; init; }

    public bool Observes => Mode == RolloutMode.Observe;

    public int Waves => Plan.Waves.Count;

    /// <summary>The check of the candidate's share; null if the share is not judged.</summary>
    public Check? Share { get; init; }

    /// <summary>The checks of the plan, and the one of the share.</summary>
    public IEnumerable<Check> Checks => Share is { } share ? Plan.Checks.Append(share) : Plan.Checks;

    /// <summary>
    /// The watched checks in the order of the plan, with one entry for each target if the check is judged per target.
    /// </summary>
    public IEnumerable<(Check Check, TargetName? Target)> Watched() =>
        Checks.SelectMany(check =>
            Plan.IsPerTarget(check) ? Targets.Select(target => (check, (TargetName?)target.Name)) : [(check, null)]
        );
}
