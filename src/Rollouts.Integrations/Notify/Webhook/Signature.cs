using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>
/// Signs as Standard Webhooks 1.0 specifies: HMAC-SHA256 over id, time and body, once for each secret. During a
/// rotation a receiver can thus verify the request with either of two secrets.
/// </summary>
internal static class Signature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";

    /// <summary>
    /// The bounds of the standard. A shorter secret could be guessed, and a longer one is no such secret.
    /// </summary>
    private const int LeastBytes = 24;

    private const int MostBytes = 64;

    public static bool IsHeader(string name) => name.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase);

    /// <param name="id">Printable ASCII without a dot, which separates the signed parts.</param>
    public static string Of(string id, DateTimeOffset at, ReadOnlySpan<byte> body, IEnumerable<byte[]> keys)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}."), .. body];
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Decodes the key of a secret, which is written as <c>whsec_</c> and base64.</summary>
    public static bool TryKey(string secret, [MaybeNullWhen(false)] out byte[] key)
    {
        key = null;
        var room = new byte[MostBytes + 1];
        if (
            !secret.StartsWith(Prefix, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(secret[Prefix.Length..], room, out var length)
            || length is < LeastBytes or > MostBytes
        )
        {
            return false;
        }

        key = room[..length];
        return true;
    }
}
