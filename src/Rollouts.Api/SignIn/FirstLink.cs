using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Api.SignIn;

/// <summary>
/// A sign-in link for the owner of the machine. It is signed with the administrator's key, which only the owner can
/// read. It can be created without the service, and is valid for one sign-in within a few minutes.
/// </summary>
public static class FirstLink
{
    public const string Path = "/sign-in/first";

    /// <summary>Long enough to get from a terminal to a browser.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private const int TimeBytes = 8;

    private const int ChanceBytes = 16;

    /// <summary>How far the clock of the link's creator may be ahead.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public static string CodeOf(string key, DateTimeOffset now)
    {
        var body = new byte[TimeBytes + ChanceBytes];
        BinaryPrimitives.WriteInt64BigEndian(body, (now + Longest).ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(body.AsSpan(TimeBytes));
        return $"{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(SealOf(key, body))}";
    }

    public static string AddressOf(string service, string code) =>
        string.Create(CultureInfo.InvariantCulture, $"{service.TrimEnd('/')}{Path}?code={code}");

    /// <summary>
    /// Whether the code was created with this key and has not expired. It does not tell whether the code was used.
    /// </summary>
    public static bool IsGood(string key, string code, DateTimeOffset now)
    {
        if (
            code.Split('.') is not [var first, var second]
            || !Base64Url.IsValid(first)
            || !Base64Url.IsValid(second)
            || Base64Url.DecodeFromChars(first) is not { Length: TimeBytes + ChanceBytes } body
            || !CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(second), SealOf(key, body))
        )
        {
            return false;
        }

        var left = BinaryPrimitives.ReadInt64BigEndian(body) - now.ToUnixTimeSeconds();
        return left > 0 && left <= (long)(Longest + Skew).TotalSeconds;
    }

    /// <summary>The name of a used code, the same for every spelling of it.</summary>
    public static string NameOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Base64Url.DecodeFromChars(code.Split('.')[0])));

    private static byte[] SealOf(string key, byte[] body) =>
        HMACSHA256.HashData(
            HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                Encoding.UTF8.GetBytes(key),
                32,
                info: "rollouts link"u8.ToArray()
            ),
            body
        );
}
