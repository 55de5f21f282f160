using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The judge of a number with a limit.</summary>
internal static partial class ThresholdShape
{
    private const string ToleranceText = "^[0-9]{1,3} (of [0-9]{1,3}|in a row)";

    public static readonly Shape<Judge> Shape = Make();

    private static MapShape<Judge> Make()
    {
        var atLeast = Key.Maybe("atLeast", NumberWords.Quantity, "A lower value is bad.");
        var atMost = Key.Maybe("atMost", NumberWords.Quantity, "A higher value is bad.");
        var between = Key.Maybe(
            "between",
            new ListShape<Quantity>(NumberWords.Quantity, 2, 2).Into(pair => new ValueLimit.Between(pair[0], pair[1])),
            "A value outside is bad."
        );
        var tolerate = Key.Optional(
            "tolerate",
            new TextShape<Tolerance>(
                "plan.bad-tolerance",
                "'2 of 5' or '2 in a row'",
                ToleranceText + "$",
                TryTolerance
            ),
            new Tolerance.OfLast(0, 1),
            "How many bad values are forgiven: '2 of 5' (the third bad one of the last five is the breach) or '2 "
                + "in a row'."
        );
        var failures = Key.Maybe(
            "failures",
            Failures(),
            "Counts bad values over the whole check in place of a window: { atMost: 3 } makes the fourth the breach."
        );
        return new(
            "threshold",
            "a threshold",
            [atLeast, atMost, between, tolerate, failures],
            values => new Judge.Threshold(
                values.Get(between)
                    ?? (
                        values.Get(atLeast) is { } low
                            ? new ValueLimit.AtLeast(low)
                            : (ValueLimit)new ValueLimit.AtMost(values.Get(atMost)!)
                    ),
                values.Get(failures) ?? values.Get(tolerate)
            )
        )
        {
            ExactlyOneOf = [atLeast, atMost, between],
            AtMostOneOf = [tolerate, failures],
        };
    }

    private static MapShape<Tolerance> Failures()
    {
        var atMost = Key.Required(
            "atMost",
            NumberWords.Whole(0, Tolerance.OfAll.Most),
            "How many bad values are forgiven; the next one is the breach."
        );
        return new("failures", "failures", [atMost], values => new Tolerance.OfAll(values.Get(atMost)));
    }

    private static bool TryTolerance(string text, [MaybeNullWhen(false)] out Tolerance value)
    {
        value = null;
        if (!ToleranceForm().IsMatch(text))
        {
            return false;
        }

        var words = text.Split(' ');
        var bad = int.Parse(words[0], CultureInfo.InvariantCulture);
        value =
            words.Length == 3
                ? new Tolerance.OfLast(bad, int.Parse(words[2], CultureInfo.InvariantCulture))
                : new Tolerance.InARow(bad);
        return true;
    }

    [GeneratedRegex(ToleranceText + @"\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ToleranceForm();
}
