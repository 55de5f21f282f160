using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Ci.StandardWebhooks;

/// <summary>Verifies signatures of Standard Webhooks 1.0, over id, time and body, by any of the secrets.</summary>
internal sealed class StandardSignatures(ValueList<Secret> secrets)
{
    public const string IdHeader = Signature.IdHeader;

    private const string Version = "v1,";

    /// <summary>
    /// A sender that rotates its secret sends two signatures. The limit allows some more and bounds the work.
    /// </summary>
    private const int MostSignatures = 10;

    public async Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation)
    {
        if (
            DeliveryIds.Checked(message.Header(IdHeader)) is not { } id
            // The separator of the signed parts must not occur in any of them.
            || id.Contains('.', StringComparison.Ordinal)
            || message.Header(Signature.SignatureHeader) is not { } signatures
        )
        {
            return new CiTrust.Distrusted("it lacks 'webhook-id' or 'webhook-signature'");
        }

        var timestamp = message.Header(Signature.TimestampHeader);
        if (Freshness.Complaint(timestamp, message.At) is { } stale)
        {
            return new CiTrust.Distrusted(stale);
        }

        var keys = await SigningKeys.ReadAsync(secrets, cancellation).ConfigureAwait(false);
        if (!keys.TryGet(out var known, out var fault))
        {
            return new CiTrust.NotNow(fault.Message);
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. message.Body.Span];
        return IsAnyOf(signatures, known.Select(key => HMACSHA256.HashData(key, signed)).ToList())
            ? new CiTrust.Genuine()
            : new CiTrust.Distrusted("none of its signatures is of a secret that was agreed");
    }

    private static bool IsAnyOf(string signatures, List<byte[]> right)
    {
        var isRight = false;
        var room = new byte[64];
        foreach (var one in signatures.Split(' ').Take(MostSignatures))
        {
            // Signatures of other versions are ignored.
            if (
                one.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64String(one[Version.Length..], room, out var length)
            )
            {
                foreach (var digest in right)
                {
                    isRight |= CryptographicOperations.FixedTimeEquals(room.AsSpan(0, length), digest);
                }
            }
        }

        return isRight;
    }
}
