using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The judge of counters: against the baseline, or against a fixed limit.</summary>
internal static class SequentialShape
{
    public static readonly Shape<Judge> Shape = Make();

    private static MapShape<Judge> Make()
    {
        var against = Key.Optional(
            "against",
            Against(),
            AgainstKind.Baseline,
            "'baseline', or a fixed limit { atMost: 1% }."
        );
        var ratio = Key.Optional(
            "tolerateRatio",
            NumberWords.Number(0, 100),
            PlanDefaults.TolerateRatio,
            "How many times worse than the baseline is still fine."
        );
        var excess = Key.Optional(
            "atLeastExcess",
            NumberWords.Percentage,
            PlanDefaults.AtLeastExcess,
            "A smaller difference from the baseline is never a breach."
        );
        var slower = Key.MaybeValue(
            "slowerThan",
            TimeWords.Millisecond,
            "For a histogram: requests slower than this are the bad ones."
        );
        return new(
            "sequential",
            "a sequential judge",
            [against, ratio, excess, slower],
            values =>
            {
                if (values.Get(against).Limit is not null && (values.Has(ratio) || values.Has(excess)))
                {
                    values.Refuse(
                        "plan.one-of",
                        "'tolerateRatio' and 'atLeastExcess' belong to a comparison with the baseline; a fixed "
                            + "limit has neither"
                    );
                }

                Reference reference = values.Get(against).Limit is { } limit
                    ? new Reference.AtMost(limit)
                    : new Reference.Baseline(values.Get(ratio), values.Get(excess));
                return new Judge.Sequential(reference, values.Get(slower));
            }
        );
    }

    private static ByKindShape<AgainstKind> Against() =>
        new(
            "'baseline' or { atMost: 1% }",
            (node => node is not Mapping, new ChoiceShape<bool>(("baseline", true)).Into(_ => AgainstKind.Baseline)),
            (
                _ => true,
                new OneKeyShape<AgainstKind>(
                    "against",
                    "a limit",
                    new OneKeyShape<AgainstKind>.Choice(
                        "atMost",
                        NumberWords.Percentage.Into(limit => new AgainstKind(limit)),
                        "The share of bad requests that is still fine."
                    )
                )
            )
        );

    /// <summary>The value of 'against': a limit, or null for the baseline.</summary>
    private sealed record AgainstKind(Proportion? Limit)
    {
        public static AgainstKind Baseline { get; } = new((Proportion?)null);
    }
}
