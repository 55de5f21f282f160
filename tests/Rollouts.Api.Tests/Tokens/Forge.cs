using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Rollouts.Api.Tests.Tokens;

/// <summary>Makes tokens, good ones and bad ones, with keys of its own.</summary>
internal sealed class Forge : IDisposable
{
    public const string Issuer = "https://id.example.com";
    public const string Audience = "https://rollouts.example.com";
    public const string RsaId = "rsa-1";
    public const string CurveId = "ec-1";

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Curve { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Dictionary<string, object> RsaKey(string? id = RsaId)
    {
        var key = Rsa.ExportParameters(false);
        Dictionary<string, object> json = new(StringComparer.Ordinal)
        {
            ["kty"] = "RSA",
            ["n"] = Encode(key.Modulus!),
            ["e"] = Encode(key.Exponent!),
        };
        return Named(json, id);
    }

    public Dictionary<string, object> CurveKey(string? id = CurveId)
    {
        var key = Curve.ExportParameters(false);
        Dictionary<string, object> json = new(StringComparer.Ordinal)
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Encode(key.Q.X!),
            ["y"] = Encode(key.Q.Y!),
        };
        return Named(json, id);
    }

    public string Keys() => Keys(RsaKey(), CurveKey());

    public static string Keys(params object[] keys) => JsonSerializer.Serialize(new { keys });

    /// <summary>What a good token says.</summary>
    public static Dictionary<string, object?> Claims(DateTimeOffset? now = null, string issuer = Issuer) =>
        new(StringComparer.Ordinal)
        {
            ["iss"] = issuer,
            ["aud"] = Audience,
            ["sub"] = "alice",
            ["iat"] = (now ?? Now).ToUnixTimeSeconds(),
            ["exp"] = (now ?? Now).AddMinutes(10).ToUnixTimeSeconds(),
        };

    public string Rs256(object claims, object? header = null) =>
        Sign(header ?? new { alg = "RS256", kid = RsaId }, claims, SignRsa);

    public string Es256(object claims, object? header = null) =>
        Sign(header ?? new { alg = "ES256", kid = CurveId }, claims, SignCurve);

    public byte[] SignRsa(byte[] signed) => Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public byte[] SignCurve(byte[] signed) => Curve.SignData(signed, HashAlgorithmName.SHA256);

    public static string Sign(object header, object claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(JsonOf(header))}.{Encode(JsonOf(claims))}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose()
    {
        Rsa.Dispose();
        Curve.Dispose();
    }

    // Text goes as it is, so that a test can write what no writer of JSON would.
    private static byte[] JsonOf(object value) =>
        value is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(value);

    private static Dictionary<string, object> Named(Dictionary<string, object> json, string? id)
    {
        if (id is not null)
        {
            json["kid"] = id;
        }

        return json;
    }
}
