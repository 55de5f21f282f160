using System.Text.RegularExpressions;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One condition on a label, as in <c>code=~"5.."</c>.</summary>
/// <param name="Value">The unescaped text between the quotes.</param>
internal sealed record LabelMatcher(string Label, MatchKind Kind, string Value)
{
    public const string Name = "__name__";

    /// <summary>
    /// Returns a test for series with the same result as in Prometheus; null if the condition cannot be tested here.
    /// </summary>
    public Func<LabelSet, bool>? Test() =>
        Kind switch
        {
            MatchKind.Is => labels => Of(labels) == Value,
            MatchKind.IsNot => labels => Of(labels) != Value,
            MatchKind.Matches => Pattern() is { } pattern ? labels => pattern.IsMatch(Of(labels)) : null,
            MatchKind.MatchesNot => Pattern() is { } pattern ? labels => !pattern.IsMatch(Of(labels)) : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public override string ToString() => $"{Label}{Sign}{PromQlText.Literal(Value)}";

    private string Sign =>
        Kind switch
        {
            MatchKind.Is => "=",
            MatchKind.IsNot => "!=",
            MatchKind.Matches => "=~",
            MatchKind.MatchesNot => "!~",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // A label that is not there is an empty one.
    private string Of(LabelSet labels) => labels[Label] ?? "";

    private Regex? Pattern()
    {
        if (PlainPattern.Translate(Value) is not { } plain)
        {
            return null;
        }

        try
        {
            return new Regex($@"\A(?:{plain})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Prometheus will report the error in the pattern.
            return null;
        }
    }
}
