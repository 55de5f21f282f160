using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The four kinds of judge.</summary>
internal static class JudgeShapes
{
    public static readonly Shape<Judge> Judge = new OneKeyShape<Judge>(
        "judge",
        "a judge",
        new(
            "sequential",
            SequentialShape.Shape,
            "Looks at every scrape of counters and still keeps the promise on false alarms."
        ),
        new("threshold", ThresholdShape.Shape, "A limit on a number, with some bad values tolerated."),
        new("compare", CompareShape.Shape, "Compares the numbers of both versions once, at the end of a verify."),
        new("burnRate", BurnRateShape.Shape, "How fast the error budget of an objective is spent.")
    );
}
