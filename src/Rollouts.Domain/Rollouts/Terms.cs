using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// What a rollout was started with, and keeps to. Later changes of a plan, a connection or the compiler do not
/// reach it: a release in flight must mean at its end what it meant at its beginning.
/// </summary>
public sealed record Terms
{
    public required RolloutId Id { get; init; }

    public required VersionName Version { get; init; }

    public required Plan Plan { get; init; }

    public required Course Course { get; init; }

    public required ValueList<TargetTerms> Targets { get; init; }

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

    /// <summary>The rollout whose version it takes back after the fact.</summary>
    public RolloutId? ReturnOf { get; init; }

    /// <summary>Where the version came from; null where nobody said.</summary>
    public Provenance? Provenance { get; init; }

    public int Waves => Plan.Waves.Count;

    /// <summary>
    /// What is watched, one for each check and target that is judged alone, in the order of the plan.
    /// </summary>
    public IEnumerable<(Check Check, TargetName? Target)> Watched() =>
        Plan.Checks.SelectMany(check =>
            IsPerTarget(check) ? Targets.Select(target => (check, (TargetName?)target.Name)) : [(check, null)]
        );

    /// <summary>
    /// A check that names a target, or something by which targets differ, is judged for each of them.
    /// </summary>
    private bool IsPerTarget(Check check)
    {
        var asked = Plan.AskedFor(check).Subject;
        return asked is Subject.RouterCounts or Subject.RouterLatency
            || asked.Queries.Any(query =>
                query.Mentions("target")
                || Plan.Targets.SelectMany(target => target.Variables).Any(variable => query.Mentions(variable.Name))
            );
    }
}
