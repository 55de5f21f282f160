using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The judge that compares the numbers of both versions.</summary>
internal static class CompareShape
{
    public static readonly Shape<Judge> Shape = Make();

    private static MapShape<Judge> Make()
    {
        var method = Key.Optional(
            "method",
            new ChoiceShape<bool>(("mannWhitney", true)),
            otherwise: true,
            "The test; mannWhitney is the only one."
        );
        var direction = Key.Optional(
            "direction",
            new ChoiceShape<CompareDirection>(
                ("increase", CompareDirection.Increase),
                ("decrease", CompareDirection.Decrease),
                ("either", CompareDirection.Either)
            ),
            CompareDirection.Either,
            "Which way a difference is bad."
        );
        var tolerance = Key.Optional(
            "tolerance",
            NumberWords.Percentage,
            PlanDefaults.CompareTolerance,
            "How far the new version may lie off, as a share of the baseline."
        );
        var critical = Key.Optional(
            "critical",
            TextWords.Flag,
            otherwise: false,
            "A failure of this check alone fails the score."
        );
        var group = Key.Maybe("group", NameWords.Any, "The group it is scored in.");
        var weight = Key.MaybeValue("groupWeight", NumberWords.Whole(0, 100), "The weight of its group in the score.");
        return new(
            "compare",
            "a comparison",
            [method, direction, tolerance, critical, group, weight],
            values => new Judge.Compare(
                new CompareRule
                {
                    Direction = values.Get(direction),
                    Tolerance = values.Get(tolerance),
                    Critical = values.Get(critical),
                    Group = values.Get(group),
                    GroupWeight = values.Get(weight),
                }
            )
        );
    }
}
