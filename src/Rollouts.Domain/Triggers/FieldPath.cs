using System.Diagnostics.CodeAnalysis;

namespace Rollouts.Domain.Triggers;

/// <summary>
/// The path of a value in an event: <c>event.release.tag_name</c>. A number is the index of a list item.
/// </summary>
public sealed record FieldPath
{
    public const string Rule =
        "a field is 'event.' and names of letters, digits, '_' and '-' with dots between, at most ten of them";

    private const string Prefix = "event.";

    private const int LongestText = 200;

    private const int MostSteps = 10;

    private FieldPath(string text, ValueList<string> steps) => (Text, Steps) = (text, steps);

    public string Text { get; }

    public ValueList<string> Steps { get; }

    public static bool TryParse(string text, [MaybeNullWhen(false)] out FieldPath path)
    {
        path = null;
        if (text.Length > LongestText || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var steps = text[Prefix.Length..].Split('.');
        if (steps.Length > MostSteps || !steps.All(IsStep))
        {
            return false;
        }

        path = new FieldPath(text, steps.ToValueList());
        return true;
    }

    public override string ToString() => Text;

    private static bool IsStep(string step) =>
        step.Length > 0 && step.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
