using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Http;

namespace Rollouts.Integrations.Ci.Hmac;

/// <summary>
/// Verifies messages that are signed with a shared secret, in a format that an administrator describes.
/// </summary>
internal sealed class HmacSender(HmacSettings settings) : ICiSender
{
    public Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation)
    {
        if (Given(message) is not { } given)
        {
            return Distrust($"it has no signature in '{settings.Header}' as was agreed");
        }

        var timestamp = TimeOf(message);
        if (settings.Timestamp is not null && Freshness.Complaint(timestamp, message.At) is { } stale)
        {
            return Distrust(stale);
        }

        if (settings.Id is not null && IdOf(message) is null)
        {
            return Distrust($"it has no id in '{settings.Id}'");
        }

        var signed = SignedBytes(message, timestamp);
        return settings.Secrets.ProveAsync(
            secret =>
                CryptographicOperations.FixedTimeEquals(
                    given,
                    CryptographicOperations.HmacData(settings.Algorithm, Encoding.UTF8.GetBytes(secret), signed)
                ),
            "its signature is not of the secret that was agreed",
            cancellation
        );
    }

    public CiReading Read(CiMessage message)
    {
        if (CiJson.ParseObject(message.Body) is not { } content)
        {
            return new CiReading.Unreadable("its body is no JSON object");
        }

        var kind = settings.Kind is null ? CiJson.Word(content, "type") : KindOf(message);
        var (id, digest) = (IdOf(message), BodyDigest.Of(message.Body));
        ValueList<string> ids =
            id is null ? [digest]
            : settings.SignsId ? [id]
            : [id, digest];
        return new CiReading.Said([new CiEvent(ids[0], ids, kind ?? "webhook", content)])
        {
            // A signed timestamp that is at most minutes old prevents a later replay of the message.
            Digest = BodyDigest.Of(SignedBytes(message, TimeOf(message))),
            At = settings.Timestamp is null ? null : message.At,
        };
    }

    private string? TimeOf(CiMessage message) => settings.Timestamp is { } header ? message.Header(header) : null;

    private string? KindOf(CiMessage message) => settings.Kind is { } header ? message.Header(header) : null;

    private string? IdOf(CiMessage message) =>
        settings.Id is { } header ? DeliveryIds.Checked(message.Header(header)) : null;

    private byte[]? Given(CiMessage message)
    {
        if (
            message.Header(settings.Header) is not { Length: <= 1000 } text
            || !text.StartsWith(settings.Prefix, StringComparison.Ordinal)
        )
        {
            return null;
        }

        try
        {
            var signature = text[settings.Prefix.Length..];
            return settings.IsHex ? Convert.FromHexString(signature) : Convert.FromBase64String(signature);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Fills the template: the unchanged body in its place, and the other values around it.</summary>
    private byte[] SignedBytes(CiMessage message, string? timestamp)
    {
        var parts = settings.Signed.Split("{body}");
        return [.. Filled(parts[0]), .. message.Body.Span, .. Filled(parts[1])];

        // All placeholders are filled in one pass, so that an id that reads '{timestamp}' stays as it is.
        byte[] Filled(string text) =>
            Encoding.UTF8.GetBytes(
                string.Join(
                    timestamp,
                    text.Split("{timestamp}")
                        .Select(part =>
                            string.Join(
                                KindOf(message),
                                part.Split("{kind}")
                                    .Select(piece => piece.Replace("{id}", IdOf(message), StringComparison.Ordinal))
                            )
                        )
                )
            );
    }

    private static Task<CiTrust> Distrust(string why) => Task.FromResult<CiTrust>(new CiTrust.Distrusted(why));
}
