using System.Text;

namespace Rollouts.Domain.Plans;

/// <summary>
/// Text with <c>{placeholders}</c>. Only names that the reader of a plan knows are replaced. <c>{{</c> yields one
/// brace. Every other brace is text, since query languages use many of them.
/// </summary>
public static class Template
{
    /// <summary>Makes a value safe for its place, given the text before it.</summary>
    public delegate string Escape(string before, string value);

    public static IEnumerable<string> Placeholders(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (IsDoubledBrace(text, at))
            {
                at++;
            }
            else if (PlaceholderAt(text, at) is { } name)
            {
                yield return name;
                at += name.Length + 1;
            }
        }
    }

    /// <summary>Replaces the placeholders that <paramref name="values"/> knows and keeps all others.</summary>
    public static string Expand(string text, Func<string, string?> values, Escape escape)
    {
        var result = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length; at++)
        {
            if (IsDoubledBrace(text, at))
            {
                result.Append('{');
                at++;
            }
            else if (PlaceholderAt(text, at) is { } name && values(name) is { } value)
            {
                result.Append(escape(text[..at], value));
                at += name.Length + 1;
            }
            else
            {
                result.Append(text[at]);
            }
        }

        return result.ToString();
    }

    private static bool IsDoubledBrace(string text, int at) =>
        text[at] == '{' && at + 1 < text.Length && text[at + 1] == '{';

    private static string? PlaceholderAt(string text, int at)
    {
        if (text[at] != '{')
        {
            return null;
        }

        var end = text.IndexOf('}', at);
        if (end < 0 || end == at + 1)
        {
            return null;
        }

        var name = text[(at + 1)..end];
        return char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? name
            : null;
    }
}
