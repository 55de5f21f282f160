using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Domain.Access;

namespace Rollouts.Engine.Sessions;

/// <summary>
/// The secret that opens a session. It is random, and only the holder's browser stores it. The store keeps its hash,
/// which is the identity of the session.
/// </summary>
public static class SessionText
{
    private const int Bytes = 32;

    private const int Letters = 43;

    public static string Draw() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Returns null if the text does not have the form of a session secret.</summary>
    public static SessionId? IdOf(string? text) =>
        text is { Length: Letters }
            ? new SessionId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
            : null;

    /// <summary>
    /// The CSRF token of the session. It is derived from the secret that only the browser and, during a request, this
    /// service know, so no other site can read or guess it.
    /// </summary>
    public static string ProofOf(string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(text), "rollouts csrf"u8));
}
