using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.PlanFiles.Words;

/// <summary>Numbers, shares and percentages.</summary>
public static partial class NumberWords
{
    private const string PercentStart = @"^(100(\.0{1,6})?|[0-9]{1,2}(\.[0-9]{1,6})?)%";
    private const string WeightStart = @"^(100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?)%";
    private const string QuantityExpected = "a number, a duration such as 500ms or a percentage such as 5%";

    public static readonly Shape<Weight> Weight = new TextShape<Weight>(
        "plan.bad-weight",
        "a share of traffic such as 5% or 0.25% (two decimals at most, up to 100%)",
        WeightStart + "$",
        TryWeight
    );

    public static readonly Shape<Proportion> Percentage = new TextShape<Proportion>(
        "plan.bad-percentage",
        "a percentage such as 99% or 0.5% (up to 100%)",
        PercentStart + "$",
        TryPercentage
    );

    /// <summary>A percentage above 0 and below 100: what nothing or everything keeps is no margin.</summary>
    public static readonly Shape<Proportion> Margin = new TextShape<Proportion>(
        "plan.bad-percentage",
        "a percentage above 0% and below 100%, such as 0.5%",
        @"^(?!0*(\.0*)?%)" + @"[0-9]{1,2}(\.[0-9]{1,6})?%$",
        (string text, out Proportion value) => TryPercentage(text, out value) && value.Value is > 0 and < 1
    );

    /// <summary>A number as it is, a duration in seconds, or a percentage as a share of 1.</summary>
    public static readonly Shape<Quantity> Quantity = new ByKindShape<Quantity>(
        QuantityExpected,
        (
            node => node is Scalar { Kind: ScalarKind.Number },
            Number(-1e15m, 1e15m).Into(number => new Quantity((double)number, number.ToString()))
        ),
        (
            _ => true,
            new TextShape<Quantity>(
                "plan.bad-number",
                QuantityExpected,
                $"({TimeWords.SpanPattern})|({PercentStart}$)",
                TryQuantity
            )
        )
    );

    public static Shape<int> Whole(int least, int most) =>
        new NumberShape(least, most, whole: true).Into(number => (int)number);

    public static Shape<decimal> Number(decimal least, decimal most) => new NumberShape(least, most, whole: false);

    private static bool TryWeight(string text, out Weight value)
    {
        var written = WeightText().IsMatch(text);
        value = written ? new Weight((int)(Percent(text) * 100)) : default;
        return written;
    }

    private static bool TryPercentage(string text, out Proportion value)
    {
        var written = PercentText().IsMatch(text);
        value = written ? Proportion.Percent(Percent(text)) : default;
        return written;
    }

    private static decimal Percent(string text) =>
        decimal.Parse(text.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static bool TryQuantity(string text, [MaybeNullWhen(false)] out Quantity value)
    {
        value =
            Spans.TryParse(text, out var span) ? new Quantity(span.TotalSeconds, text)
            : TryPercentage(text, out var share) ? new Quantity((double)share.Value, text)
            : null;
        return value is not null;
    }

    // \z, not $: in .NET the latter lets a newline pass at the end.
    [GeneratedRegex(PercentStart + @"\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PercentText();

    [GeneratedRegex(WeightStart + @"\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WeightText();
}
