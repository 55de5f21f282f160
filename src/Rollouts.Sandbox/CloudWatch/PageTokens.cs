using System.Globalization;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>The tokens by which a caller asks for the next page.</summary>
internal static class PageTokens
{
    public const string Code = "InvalidNextToken";

    public static string Of(int from) => from.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where the page begins: 0 without a token, null for a token that no page has given.</summary>
    public static int? Read(string? token) =>
        token is null ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from
        : null;
}
