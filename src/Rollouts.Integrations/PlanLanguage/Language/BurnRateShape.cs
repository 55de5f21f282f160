using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The judge of an error budget.</summary>
internal static partial class BurnRateShape
{
    private const string WindowText = @"^[0-9a-z]{1,20}/[0-9a-z]{1,20}@[0-9]{1,6}(\.[0-9]{1,4})?";

    public static readonly Shape<Judge> Shape = Make();

    private static MapShape<Judge> Make()
    {
        var objective = Key.Required(
            "objective",
            NumberWords.Percentage,
            "The share of requests that must be good, as in 99.9%."
        );
        var windows = Key.Optional(
            "windows",
            Lists.Of(
                new TextShape<BurnWindow>(
                    "plan.bad-window",
                    "a pair of windows and a factor such as 5m/1m@14.4",
                    WindowText + "$",
                    TryWindow
                )
            ),
            PlanDefaults.BurnWindows,
            "Long window, short window and factor: both must burn the budget that many times too fast."
        );
        var leastBad = Key.Optional(
            "leastBad",
            NumberWords.Whole(1, 1_000_000),
            PlanDefaults.BurnLeastBad,
            "Fewer bad requests in the long window never count."
        );
        return new(
            "burnRate",
            "a burn rate",
            [objective, windows, leastBad],
            values => new Judge.BurnRate(values.Get(objective), values.Get(windows), values.Get(leastBad))
        );
    }

    private static bool TryWindow(string text, [MaybeNullWhen(false)] out BurnWindow value)
    {
        value = null;
        if (!WindowForm().IsMatch(text))
        {
            return false;
        }

        var parts = text.Split('/', '@');
        if (
            Spans.TryParse(parts[0], out var longer)
            && Spans.TryParse(parts[1], out var shorter)
            && shorter > TimeSpan.Zero
        )
        {
            value = new BurnWindow(longer, shorter, decimal.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        return value is { Factor: > 0 };
    }

    [GeneratedRegex(WindowText + @"\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WindowForm();
}
