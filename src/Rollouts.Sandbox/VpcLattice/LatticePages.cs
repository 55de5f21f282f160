using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>Pages of a list, with opaque tokens.</summary>
internal static class LatticePages
{
    private const int Most = 100;
    private const string Mark = "page:";

    public static LatticeAnswer Of(IReadOnlyList<JsonObject> all, HttpRequest query)
    {
        var (sizeText, token) = ((string?)query.Query["maxResults"], (string?)query.Query["nextToken"]);
        var size = Most;
        if (
            sizeText is not null
            && (
                !int.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out size)
                || size is < 1 or > Most
            )
        )
        {
            return LatticeError.Invalid("maxResults", $"maxResults must be between 1 and {Most}");
        }

        if (Start(token) is not { } from || from > all.Count)
        {
            return LatticeError.Invalid("nextToken", "nextToken is no token of this list");
        }

        var page = new JsonObject { ["items"] = new JsonArray([.. all.Skip(from).Take(size)]) };
        if (from + size < all.Count)
        {
            page["nextToken"] = Convert.ToBase64String(
                Encoding.ASCII.GetBytes(Mark + (from + size).ToString(CultureInfo.InvariantCulture))
            );
        }

        return page;
    }

    private static int? Start(string? token)
    {
        if (token is null)
        {
            return 0;
        }

        var bytes = new byte[token.Length];
        return
            Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length) is var text
            && text.StartsWith(Mark, StringComparison.Ordinal)
            && int.TryParse(text[Mark.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from
            : null;
    }
}
