using System.Text.Json;

namespace Rollouts.Integrations.Templates;

/// <summary>
/// Escapes a value for its place. Values were checked on arrival, but a dot is still a wildcard in a regular expression
/// and a slash still ends a segment of a path.
/// </summary>
internal static class Places
{
    /// <summary>The path or the query of a URL.</summary>
    public static string Url(string before, string value) => Uri.EscapeDataString(value);

    /// <summary>Inside a JSON string.</summary>
    public static string Json(string before, string value) => JsonEncodedText.Encode(value).ToString();

    /// <summary>For adapters that escape their values themselves, as by a serializer.</summary>
    public static string Plain(string before, string value) => value;
}
