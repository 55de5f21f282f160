namespace Rollouts.Domain.Names;

/// <summary>The syntax of all names in a plan, which makes them safe in addresses, tables and queries.</summary>
public static class Name
{
    public const int Longest = 128;

    /// <summary>The syntax in words, for the sentence that refuses a name.</summary>
    public const string Rule = "letters, digits, '.', '_' and '-', at most 128, beginning with a letter or digit";

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= Longest }
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    internal static string Checked(string text) =>
        IsValid(text) ? text : throw new ArgumentException($"'{text}' is no name: {Rule}.", nameof(text));
}
