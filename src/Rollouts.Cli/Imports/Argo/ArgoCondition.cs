using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>A condition of an Argo metric as limits of one number.</summary>
/// <param name="AtLeast">The least value that is good; null for none.</param>
/// <param name="AtMost">The greatest value that is good.</param>
/// <param name="IsEmptyGood">Whether an answer without a value is good.</param>
/// <param name="IsStrict">Whether the limit itself is bad, which a threshold of a plan cannot express.</param>
internal sealed partial record ArgoCondition(double? AtLeast, double? AtMost, bool IsEmptyGood, bool IsStrict)
{
    private const int LongestText = 500;

    /// <summary>Parses a condition for good values; null if a threshold cannot express it.</summary>
    public static ArgoCondition? OfSuccess(string text) => Read(text, isFailure: false);

    /// <summary>Parses a condition for bad values; null if a threshold cannot express it.</summary>
    public static ArgoCondition? OfFailure(string text) => Read(text, isFailure: true);

    private static ArgoCondition? Read(string text, bool isFailure)
    {
        if (text.Length > LongestText)
        {
            return null;
        }

        // A good value satisfies all bounds of a success condition, and none of a failure condition.
        var (joint, other) = isFailure ? ("||", "&&") : ("&&", "||");
        var plain = Words().Replace(All().Replace(text, "${inner}"), match => match.Value.Trim() == "or" ? "||" : "&&");
        var result = new ArgoCondition(null, null, IsEmptyGood: false, IsStrict: false);
        var parts = plain.Split(["||", "&&"], StringSplitOptions.TrimEntries);
        var bounds = 0;
        foreach (var part in parts.Select(Unwrapped))
        {
            if (Empty().IsMatch(part))
            {
                result = result with { IsEmptyGood = !isFailure };
            }
            else if (NotEmpty().IsMatch(part))
            {
                result = result with { IsEmptyGood = isFailure };
            }
            else if (Bound(part) is var (sign, value) && Take(result, isFailure ? Not(sign) : sign, value) is { } taken)
            {
                result = taken;
                bounds++;
            }
            else
            {
                return null;
            }
        }

        // Two bounds with the other operator exclude a middle range, which a threshold cannot express.
        var joins = plain.Contains(other, StringComparison.Ordinal) && !plain.Contains(joint, StringComparison.Ordinal);
        return bounds == 0 || (bounds > 1 && joins) ? null : result;
    }

    private static ArgoCondition? Take(ArgoCondition before, string sign, double value) =>
        sign switch
        {
            ">=" or ">" when before.AtLeast is null => before with
            {
                AtLeast = value,
                IsStrict = before.IsStrict || sign == ">",
            },
            "<=" or "<" when before.AtMost is null => before with
            {
                AtMost = value,
                IsStrict = before.IsStrict || sign == "<",
            },
            "==" when before is { AtLeast: null, AtMost: null } => before with { AtLeast = value, AtMost = value },
            _ => null,
        };

    private static (string Sign, double Value)? Bound(string part)
    {
        if (Right().Match(part) is { Success: true } right)
        {
            return (right.Groups["sign"].Value, Number(right));
        }

        return Left().Match(part) is { Success: true } left
            ? (Mirrored(left.Groups["sign"].Value), Number(left))
            : null;
    }

    private static double Number(Match match) =>
        double.Parse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Mirrored(string sign) =>
        sign switch
        {
            ">" => "<",
            ">=" => "<=",
            "<" => ">",
            "<=" => ">=",
            _ => sign,
        };

    private static string Not(string sign) =>
        sign switch
        {
            ">" => "<=",
            ">=" => "<",
            "<" => ">=",
            "<=" => ">",
            "!=" => "==",
            _ => "!=",
        };

    private static string Unwrapped(string part)
    {
        var inner = part.Trim();
        while (
            inner is ['(', .., ')']
            && inner.Count(c => c == '(') == inner.Count(c => c == ')')
            && !inner[1..^1].Contains(')')
        )
        {
            inner = inner[1..^1].Trim();
        }

        return inner;
    }

    private const string Value =
        @"(asFloat\(|asInt\()?(default\()?(result|#)(\[0\])?(\.Values\[0\])?(\s*,\s*-?[\d.]{1,20}\))?\)?";

    private const string NumberForm = @"(?<number>-?\d{1,15}(\.\d{1,15})?(e-?\d{1,3})?)";

    private const RegexOptions Options = RegexOptions.ExplicitCapture;

    [GeneratedRegex("^" + Value + @"\s*(?<sign>>=|<=|==|!=|>|<)\s*" + NumberForm + "$", Options, 1000)]
    private static partial Regex Right();

    [GeneratedRegex("^" + NumberForm + @"\s*(?<sign>>=|<=|==|!=|>|<)\s*" + Value + "$", Options, 1000)]
    private static partial Regex Left();

    [GeneratedRegex(
        @"^(len\(result\)\s*==\s*0|isNaN\([^)]{1,40}\)|isNil\([^)]{1,40}\)|result(\[0\])?\s*==\s*nil)$",
        Options,
        1000
    )]
    private static partial Regex Empty();

    [GeneratedRegex(
        @"^(len\(result\)\s*(>|!=)\s*0|len\(result\)\s*>=\s*1|!isNaN\([^)]{1,40}\)|!isNil\([^)]{1,40}\)"
            + @"|result(\[0\])?\s*!=\s*nil)$",
        Options,
        1000
    )]
    private static partial Regex NotEmpty();

    [GeneratedRegex(@"all\(\s*result(\[0\]\.Values)?\s*,\s*\{?(?<inner>[^{}()]{1,100})\}?\s*\)", Options, 1000)]
    private static partial Regex All();

    [GeneratedRegex(@"\s(or|and)\s", Options, 1000)]
    private static partial Regex Words();
}
