using System.Buffers.Text;
using System.Text;

namespace Rollouts.Api.Tokens;

/// <summary>
/// A parsed token (RFC 7515, compact form) before any check. Keys and addresses of keys in the token itself are
/// ignored.
/// </summary>
/// <param name="Signed">The text that the signature covers.</param>
/// <param name="Type">In lower case.</param>
internal sealed record Jwt(
    string Algorithm,
    string? KeyId,
    string? Type,
    bool HasCritical,
    Claims Claims,
    ReadOnlyMemory<byte> Signed,
    ReadOnlyMemory<byte> Signature
)
{
    /// <summary>A token of a person in two hundred groups is half as long.</summary>
    private const int Longest = 16 * 1024;

    private const int Parts = 3;

    /// <summary>Whether the text has the form of a token, and is not an access key.</summary>
    public static bool IsShapedLike(string text) => text.Count(letter => letter == '.') == Parts - 1;

    /// <summary>Null if the text is not a token.</summary>
    public static Jwt? Parse(string text)
    {
        if (text.Length > Longest || text.Split('.') is not [var head, var body, var tail])
        {
            return null;
        }

        if (
            Bytes(head) is not { } headBytes
            || Claims.Read(headBytes) is not { } header
            || header.Text("alg") is not { } algorithm
            || Bytes(body) is not { } bodyBytes
            || Claims.Read(bodyBytes) is not { } claims
            || Bytes(tail) is not { } signature
        )
        {
            return null;
        }

        return new Jwt(
            algorithm,
            header.Text("kid"),
            header.Has("typ") ? (header.Text("typ") ?? "").ToLowerInvariant() : null,
            header.Has("crit"),
            claims,
            Encoding.ASCII.GetBytes(text, 0, head.Length + 1 + body.Length),
            signature
        );
    }

    // The framework's reader also accepts padding and white space. A token has only one valid spelling.
    internal static byte[]? Bytes(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && Base64Url.IsValid(text)
            ? Base64Url.DecodeFromChars(text)
            : null;
}
