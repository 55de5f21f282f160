using System.Buffers.Text;
using System.Text;

namespace Rollouts.Api.Tokens;

/// <summary>
/// A token taken apart (RFC 7515, compact form), of which nothing has been checked yet. Where the token itself says
/// where its key is had, or brings one along, nobody reads that.
/// </summary>
/// <param name="Signed">What its signature is over.</param>
/// <param name="Type">In small letters.</param>
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
    /// <summary>A person in two hundred groups has a token half as long.</summary>
    private const int Longest = 16 * 1024;

    private const int Parts = 3;

    /// <summary>Whether it is shaped as one, and no key of ours.</summary>
    public static bool IsShapedLike(string text) => text.Count(letter => letter == '.') == Parts - 1;

    /// <summary>Null for what is no token.</summary>
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

    // The framework's reader takes padding and white space too; a token has one way to be written.
    internal static byte[]? Bytes(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && Base64Url.IsValid(text)
            ? Base64Url.DecodeFromChars(text)
            : null;
}
