using Rollouts.Domain.Calendar;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Plans;

/// <summary>
/// What should happen when a service gets a new version: where, in which steps, watched by what, within which
/// limits. Every default has been filled in, so that what is stored means the same when the defaults change.
/// </summary>
public sealed record Plan
{
    public required ServiceName Service { get; init; }

    public required EnvironmentName Environment { get; init; }

    /// <summary>Who answers for this plan; shown to people, never used to decide.</summary>
    public string? Owner { get; init; }

    public required Backends Backends { get; init; }

    /// <summary>Waves go one after another; the targets of one wave go together.</summary>
    public required ValueList<Wave> Waves { get; init; }

    public ValueList<Check> Checks { get; init; } = [];

    /// <summary>
    /// The chance that a healthy release is taken back, over the whole rollout however often it is looked at.
    /// </summary>
    public Proportion FalseAlarm { get; init; } = PlanDefaults.FalseAlarm;

    public ScoreRule? Score { get; init; }

    public required Strategy Strategy { get; init; }

    public RollBackOn RollBackOn { get; init; } = RollBackOn.Nothing;

    public Limits Limits { get; init; } = new();

    public ValueList<Freeze> Freezes { get; init; } = [];

    public Hooks Hooks { get; init; } = new();

    public Tell Tell { get; init; } = new();

    public IEnumerable<Target> Targets => Waves.SelectMany(wave => wave.Targets);

    /// <summary>The check whose source is really asked: another one for a check that borrows its counts.</summary>
    public Check AskedFor(Check check) =>
        check.Subject is Subject.CountsOf { Check: var lender }
            ? Checks.FirstOrDefault(other => other.Name == lender) ?? check
            : check;
}
