using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Domain.Access;

namespace Rollouts.Api.SignIn;

/// <summary>
/// What opens a session: drawn by lot, and known to nobody but its holder's browser. Here only its hash is kept, which
/// is what the session is called.
/// </summary>
internal static class SessionText
{
    private const int Bytes = 32;

    private const int Letters = 43;

    public static string Draw() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Null for what no browser was given.</summary>
    public static SessionId? IdOf(string? text) =>
        text is { Length: Letters }
            ? new SessionId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
            : null;

    /// <summary>
    /// What a page proves with that it belongs to this session. It is made of what only the browser and, with each
    /// request, this service know; no other site can read or guess it.
    /// </summary>
    public static string ProofOf(string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(text), "rollouts csrf"u8));
}
