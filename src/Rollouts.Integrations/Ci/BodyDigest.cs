using System.Security.Cryptography;

namespace Rollouts.Integrations.Ci;

/// <summary>
/// Identifies a message by its content. If the id of a delivery is not signed, an observer of one message could send it
/// again under another id, but could not change its content.
/// </summary>
internal static class BodyDigest
{
    public static string Of(ReadOnlyMemory<byte> body) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(body.Span));
}
