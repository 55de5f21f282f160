using System.Security.Cryptography;

namespace Rollouts.Integrations.Ci;

/// <summary>
/// Names a message by what it says. Where the id of a delivery is not signed, whoever has seen one message could
/// send it again under another id; its content cannot be changed.
/// </summary>
internal static class BodyDigest
{
    public static string Of(ReadOnlyMemory<byte> body) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(body.Span));
}
