using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rollouts.Integrations.Alarms.Sns;

/// <summary>Checks the signature of a message: RSA over SHA-1 in version 1, over SHA-256 in version 2.</summary>
internal static class SnsSignature
{
    /// <summary>Why the signature is refused; null if it is valid.</summary>
    public static string? Refusal(SnsMessage message, X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now < new DateTimeOffset(certificate.NotBefore) || now > new DateTimeOffset(certificate.NotAfter))
        {
            return "the certificate of its signature is not valid at this time";
        }

        HashAlgorithmName? hash = message["SignatureVersion"] switch
        {
            "1" => HashAlgorithmName.SHA1,
            "2" => HashAlgorithmName.SHA256,
            _ => null,
        };
        if (hash is not { } algorithm)
        {
            return "this version of signatures is not supported";
        }

        var room = new byte[message["Signature"].Length];
        using var key = certificate.GetRSAPublicKey();
        return
            key is not null
            && Convert.TryFromBase64String(message["Signature"], room, out var length)
            && key.VerifyData(message.Signed(), room.AsSpan(0, length), algorithm, RSASignaturePadding.Pkcs1)
            ? null
            : "its signature is not right";
    }
}
