using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>
/// Slack's request signature, version 0: HMAC-SHA256 over version, time and the body as it came. The window holds on
/// both sides: a time in the future would make a recorded request good for longer.
/// </summary>
internal static class SlackSignature
{
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    public static string Of(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        byte[] signed =
        [
            .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"v0:{seconds}:")),
            .. body,
        ];
        return "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    /// <summary>
    /// Why a request is not Slack's; null if it is. A secret that cannot be read now is a fault, and no proof that the
    /// request is forged.
    /// </summary>
    public static async Task<Answer<string?>> ComplaintAsync(
        ValueList<Secret> secrets,
        string? timestamp,
        string? signature,
        ReadOnlyMemory<byte> body,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (Freshness.Complaint(timestamp, now) is { } stale)
        {
            return stale;
        }

        var seconds = long.Parse(timestamp!, NumberStyles.None, CultureInfo.InvariantCulture);
        var given = Encoding.UTF8.GetBytes(signature ?? "");
        var isProven = false;
        foreach (var secret in secrets)
        {
            var found = await SecretReader.ReadAsync(secret, cancellation).ConfigureAwait(false);
            if (!found.TryGet(out var known, out var fault))
            {
                return fault;
            }

            // Each is tried, so that the time says nothing of which one it was.
            var right = Encoding.UTF8.GetBytes(Of(known, seconds, body.Span));
            isProven |= CryptographicOperations.FixedTimeEquals(given, right);
        }

        return isProven ? (string?)null : "its signature is not of the signing secret";
    }
}
