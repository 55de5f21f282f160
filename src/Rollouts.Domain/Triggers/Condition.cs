using System.Diagnostics.CodeAnalysis;

namespace Rollouts.Domain.Triggers;

/// <summary>
/// One condition of a trigger, as in <c>event.workflow_run.conclusion == success</c>. A missing field satisfies no
/// condition, <c>!=</c> included, because a missing value is no reason to release.
/// </summary>
public sealed record Condition
{
    public const string Rule =
        "a condition is a field, one of ==, !=, matches, in, and a value, as in 'event.ref matches refs/tags/v*' or "
        + "'event.action in [published, released]'";

    private const int LongestText = 500;

    private const int MostChoices = 20;

    private Condition(string text, FieldPath field, ConditionKind kind, ValueList<string> values) =>
        (Text, Field, Kind, Values) = (text, field, kind, values);

    public string Text { get; }

    public FieldPath Field { get; }

    public ConditionKind Kind { get; }

    /// <summary>One value, or for <c>in</c> one or more.</summary>
    public ValueList<string> Values { get; }

    public bool Holds(string? given) =>
        given is not null
        && Kind switch
        {
            ConditionKind.Is => given == Values[0],
            ConditionKind.IsNot => given != Values[0],
            ConditionKind.Matches => Glob.Matches(Values[0], given),
            ConditionKind.IsIn => Values.Contains(given),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static bool TryParse(string text, [MaybeNullWhen(false)] out Condition condition)
    {
        condition = null;
        var parts = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (
            text.Length > LongestText
            || parts.Length != 3
            || !FieldPath.TryParse(parts[0], out var field)
            || KindOf(parts[1]) is not { } kind
            || ValuesOf(kind, parts[2]) is not { } values
        )
        {
            return false;
        }

        condition = new Condition(text, field, kind, values);
        return true;
    }

    public override string ToString() => Text;

    private static ConditionKind? KindOf(string word) =>
        word switch
        {
            "==" => ConditionKind.Is,
            "!=" => ConditionKind.IsNot,
            "matches" => ConditionKind.Matches,
            "in" => ConditionKind.IsIn,
            _ => null,
        };

    private static ValueList<string>? ValuesOf(ConditionKind kind, string text)
    {
        if (kind != ConditionKind.IsIn)
        {
            return Unquoted(text) is { Length: > 0 } one ? [one] : null;
        }

        if (text is not ['[', .. var inner, ']'])
        {
            return null;
        }

        var items = inner.Split(',', StringSplitOptions.TrimEntries).Select(Unquoted).ToList();
        return items.Count <= MostChoices && items.All(item => item.Length > 0) ? items.ToValueList() : null;
    }

    private static string Unquoted(string text) => text is ['\'', .. var inner, '\''] ? inner : text;
}
