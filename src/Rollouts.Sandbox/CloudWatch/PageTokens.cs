using System.Globalization;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>The tokens of further pages.</summary>
internal static class PageTokens
{
    public const string Code = "InvalidNextToken";

    public static string Of(int from) => from.ToString(CultureInfo.InvariantCulture);

    /// <summary>The start of the page: 0 without a token, null for an unknown token.</summary>
    public static int? Read(string? token) =>
        token is null ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from
        : null;
}
