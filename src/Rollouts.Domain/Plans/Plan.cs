using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Plans;

/// <summary>
/// How a new version of a service is released: its targets, its steps, its checks and its limits. Every default is
/// filled in, so that a stored plan keeps its meaning when the defaults change.
/// </summary>
public sealed record Plan
{
    public required ServiceName Service { get; init; }

    public required EnvironmentName Environment { get; init; }

    /// <summary>The owner of this plan. It is shown to people and never used in decisions.</summary>
    public string? Owner { get; init; }

    public required Backends Backends { get; init; }

    /// <summary>Waves go one after another; the targets of one wave go together.</summary>
    public required ValueList<Wave> Waves { get; init; }

    public ValueList<Check> Checks { get; init; } = [];

    /// <summary>
    /// The chance that a healthy release is rolled back. It holds for the whole rollout, however often the checks are
    /// evaluated.
    /// </summary>
    public Proportion FalseAlarm { get; init; } = PlanDefaults.FalseAlarm;

    public ScoreRule? Score { get; init; }

    /// <summary>
    /// How the candidate's share of the requests is judged. Null if the plan does not set it: the share is then judged
    /// where the counts of the router are of the route alone.
    /// </summary>
    public ShareRule? Share { get; init; }

    /// <summary>Whether the router must keep a user on one version; null if the plan does not care.</summary>
    public Stickiness? Stickiness { get; init; }

    public required Strategy Strategy { get; init; }

    public RollBackOn RollBackOn { get; init; } = RollBackOn.Nothing;

    public Limits Limits { get; init; } = new();

    public ValueList<Freeze> Freezes { get; init; } = [];

    public Hooks Hooks { get; init; } = new();

    public Tell Tell { get; init; } = new();

    public IEnumerable<Target> Targets => Waves.SelectMany(wave => wave.Targets);

    /// <summary>
    /// The check whose source is queried. It differs from the given one for a check that uses the counts of another.
    /// </summary>
    public Check AskedFor(Check check) =>
        check.Subject is Subject.CountsOf { Check: var lender }
            ? Checks.FirstOrDefault(other => other.Name == lender) ?? check
            : check;

    /// <summary>
    /// A check that names a target, or uses a value that differs between targets, is judged per target.
    /// </summary>
    public bool IsPerTarget(Check check)
    {
        var asked = AskedFor(check).Subject;
        return asked is Subject.RouterCounts or Subject.RouterLatency
            || asked.Queries.Any(query =>
                query.Mentions("target")
                || Targets.SelectMany(target => target.Variables).Any(variable => query.Mentions(variable.Name))
            );
    }
}
