using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>
/// Text that people write for people: reasons and names. The log keeps it for ever, so characters that could make one
/// line look like another are refused.
/// </summary>
internal static class QueryWords
{
    private const int LongestReason = 1000;

    private const int LongestAuthor = 200;

    private const int MostAuthors = 100;

    public static string Reason(string text) => Read("reason", text, LongestReason);

    public static ValueList<string> Authors(ValueList<string>? authors) =>
        (authors?.Count ?? 0) <= MostAuthors
            ? (authors ?? []).Select(author => Read("authors", author, LongestAuthor)).ToValueList()
            : throw Refused($"'authors': there are {authors?.Count}, and {MostAuthors} is the most");

    public static string Read(string what, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
        {
            throw Refused($"'{what}' is 1 to {longest} characters, in words");
        }

        return ArePlain(text)
            ? text
            : throw Refused($"'{what}' holds a character that cannot be seen, or that turns others around");
    }

    /// <summary>Whether the text cannot disguise a line of the log.</summary>
    public static bool ArePlain(string text) => text.All(IsPlain);

    private static bool IsPlain(char letter) =>
        letter is '\n' or '\t'
        || !(
            char.IsControl(letter)
            || letter is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF'
            || letter is >= '\u202A' and <= '\u202E'
            || letter is >= '\u2066' and <= '\u2069'
        );

    private static BadRequestException Refused(string why) =>
        new(new Problem(StatusCodes.Status400BadRequest, "request.words", why));
}
