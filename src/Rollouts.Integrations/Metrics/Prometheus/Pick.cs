using System.Collections.Immutable;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Selects the series of an arm from an answer, and assigns their role.</summary>
internal sealed class Pick
{
    private readonly ImmutableArray<Func<LabelSet, bool>> _tests;

    /// <param name="conditions">Each can be tested here.</param>
    public Pick(Arm arm, CounterRole role, ImmutableArray<LabelMatcher> conditions)
    {
        (Arm, Role, Conditions) = (arm, role, conditions);
        _tests = [.. conditions.Select(condition => condition.Test()!)];
    }

    public Arm Arm { get; }

    public CounterRole Role { get; }

    public ImmutableArray<LabelMatcher> Conditions { get; }

    public Pick If(LabelMatcher condition) => new(Arm, Role, [.. Conditions, condition]);

    public bool Takes(PrometheusSeries series)
    {
        foreach (var test in _tests)
        {
            if (!test(series.Labels))
            {
                return false;
            }
        }

        return true;
    }
}
