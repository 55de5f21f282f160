using System.Text.Json;

namespace Rollouts.Integrations.Templates;

/// <summary>
/// Makes a value safe for the place it lands in. Values were checked at birth, but a dot is still a wildcard in
/// a regular expression and a slash still ends a part of a path.
/// </summary>
internal static class Places
{
    /// <summary>The path or the query of a URL.</summary>
    public static string Url(string before, string value) => Uri.EscapeDataString(value);

    /// <summary>Inside a JSON string.</summary>
    public static string Json(string before, string value) => JsonEncodedText.Encode(value).ToString();

    /// <summary>Where the adapter itself escapes what it sends, as a serializer does.</summary>
    public static string Plain(string before, string value) => value;
}
