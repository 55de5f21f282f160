namespace Rollouts.Domain.Names;

/// <summary>
/// Checks text for use in templates. Versions come from webhooks and are inserted into queries, addresses and JSON, so
/// everything that could end a string, a path or a line there is refused on arrival.
/// </summary>
public static class HostileText
{
    public const int Longest = 128;

    public const string Rule =
        "letters, digits and '.', '_', ':', '@', '/', '+', '-', at most 128, a letter or digit among them";

    public static bool IsHarmless(string? text) =>
        text is { Length: > 0 and <= Longest }
        // '..' alone would climb out of the path of a URL, encoded or not.
        && text.Any(char.IsAsciiLetterOrDigit)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '@' or '/' or '+' or '-');

    internal static string Checked(string text) =>
        IsHarmless(text) ? text : throw new ArgumentException($"'{text}' is not allowed: {Rule}.", nameof(text));
}
