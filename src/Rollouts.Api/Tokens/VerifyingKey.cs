using System.Security.Cryptography;

namespace Rollouts.Api.Tokens;

/// <summary>
/// A key of a provider for a single algorithm. The token's header never decides how a key is used, so that a public key
/// is never used as a shared secret (RFC 8725, 3.1).
/// </summary>
internal abstract record VerifyingKey(string? Id, string Algorithm)
{
    public const string Rs256 = "RS256";
    public const string Es256 = "ES256";

    private const int LeastRsaBytes = 2048 / 8;

    private const int MostRsaBytes = 8192 / 8;

    private const int P256Bytes = 32;

    public abstract bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature);

    /// <summary>Null for a key with another use, too short a key, or one of an unknown kind.</summary>
    public static VerifyingKey? Of(Claims key)
    {
        if ((key.Has("use") && key.Text("use") != "sig") || (key.Has("key_ops") && !Operations(key).Contains("verify")))
        {
            return null;
        }

        VerifyingKey? found = key.Text("kty") switch
        {
            "RSA"
                when Number(key, "n") is { Length: >= LeastRsaBytes and <= MostRsaBytes } modulus
                    && Number(key, "e") is { Length: > 0 and <= 8 } exponent => new OfRsa(
                key.Text("kid"),
                new RSAParameters { Modulus = modulus, Exponent = exponent }
            ),
            "EC"
                when key.Text("crv") == "P-256"
                    && Number(key, "x") is { Length: P256Bytes } x
                    && Number(key, "y") is { Length: P256Bytes } y => new OfCurve(
                key.Text("kid"),
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = x, Y = y },
                }
            ),
            _ => null,
        };
        return key.Has("alg") && key.Text("alg") != found?.Algorithm ? null : found;
    }

    private static ValueList<string> Operations(Claims key) => key.Texts("key_ops") ?? [];

    private static byte[]? Number(Claims key, string name) => key.Text(name) is { } text ? Jwt.Bytes(text) : null;

    private sealed record OfRsa(string? Id, RSAParameters Key) : VerifyingKey(Id, Rs256)
    {
        public override bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
        {
            try
            {
                using var rsa = RSA.Create(Key);
                return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
            catch (CryptographicException)
            {
                // The numbers are not a valid key.
                return false;
            }
        }
    }

    private sealed record OfCurve(string? Id, ECParameters Key) : VerifyingKey(Id, Es256)
    {
        public override bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
        {
            try
            {
                using var curve = ECDsa.Create(Key);
                return curve.VerifyData(
                    signed,
                    signature,
                    HashAlgorithmName.SHA256,
                    DSASignatureFormat.IeeeP1363FixedFieldConcatenation
                );
            }
            catch (CryptographicException)
            {
                // The point is not on its curve (RFC 8725, 3.4).
                return false;
            }
        }
    }
}
