using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Rollouts.Domain.Triggers;

/// <summary>
/// Text with fields of an event: <c>${event.repository.name}</c>, or with a transformed field: <c>${event.ref | after
/// refs/tags/}</c>. Plans write <c>{name}</c>. Here a dollar precedes the brace, so that YAML reads it as text without
/// quotes. <c>$${</c> yields <c>${</c>.
/// </summary>
public sealed record TriggerText
{
    private const int LongestText = 1000;

    private const int MostFields = 20;

    private const int MostFilters = 5;

    private readonly ValueList<Part> _parts;

    private TriggerText(string text, ValueList<Part> parts) => (Text, _parts) = (text, parts);

    public string Text { get; }

    /// <summary>Fills in the fields; returns null if one of them is missing.</summary>
    public string? Fill(Fields fields)
    {
        var result = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.Field is not { } path)
            {
                result.Append(part.Literal);
            }
            else if (fields(path) is { } value)
            {
                result.Append(part.Filters.Aggregate(value, (text, filter) => filter.Apply(text)));
            }
            else
            {
                return null;
            }
        }

        return result.ToString();
    }

    /// <summary>The first missing field, for a sentence; null if there is none.</summary>
    public FieldPath? Missing(Fields fields) =>
        _parts.Select(part => part.Field).FirstOrDefault(path => path is not null && fields(path) is null);

    public static bool TryParse(string text, [MaybeNullWhen(false)] out TriggerText parsed)
    {
        (parsed, _) = Parse(text);
        return parsed is not null;
    }

    /// <summary>The fault of a text; null if it is valid.</summary>
    public static string? Complaint(string text) => Parse(text).Complaint;

    public override string ToString() => Text;

    private static (TriggerText? Text, string? Complaint) Parse(string text)
    {
        if (text.Length is 0 or > LongestText || text.Any(char.IsControl))
        {
            return (null, $"it is one line of 1 to {LongestText} characters");
        }

        List<Part> parts = [];
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text.AsSpan(at).StartsWith("$${", StringComparison.Ordinal))
            {
                literal.Append("${");
                at += 2;
            }
            else if (!text.AsSpan(at).StartsWith("${", StringComparison.Ordinal))
            {
                literal.Append(text[at]);
            }
            else
            {
                var end = text.IndexOf('}', at);
                if (end < 0)
                {
                    return (null, "'${' is not closed; '$${' stands for itself");
                }

                var (part, complaint) = FieldIn(text[(at + 2)..end]);
                if (part is null)
                {
                    return (null, complaint);
                }

                parts.Add(new Part(literal.ToString(), Field: null, []));
                parts.Add(part);
                literal.Clear();
                at = end;
            }
        }

        parts.Add(new Part(literal.ToString(), Field: null, []));
        return parts.Count(part => part.Field is not null) <= MostFields
            ? (new TriggerText(text, parts.ToValueList()), null)
            : (null, $"it has more than {MostFields} fields");
    }

    private static (Part? Part, string? Complaint) FieldIn(string inner)
    {
        var pieces = inner.Split('|', StringSplitOptions.TrimEntries);
        if (!FieldPath.TryParse(pieces[0], out var path))
        {
            return (null, FieldPath.Rule);
        }

        var filters = pieces.Skip(1).Select(FieldFilter.Parse).ToList();
        return filters.Count > MostFilters || filters.Contains(null)
            ? (null, FieldFilter.Rule)
            : (new Part("", path, filters.OfType<FieldFilter>().ToValueList()), null);
    }

    private sealed record Part(string Literal, FieldPath? Field, ValueList<FieldFilter> Filters);
}
