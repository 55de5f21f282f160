using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Domain.Access;

namespace Rollouts.Api.Identity;

/// <summary>
/// A key as its holder writes it: <c>rk_</c>, its id, and a secret. The prefix lets scanners of repositories find one
/// that was published; the id lets it be looked up without trying all of them.
/// </summary>
internal static class KeyText
{
    private const string Prefix = "rk_";

    private const int IdLength = 12;

    private const int SecretBytes = 32;

    public static (KeyId Id, string Text) Draw()
    {
        var id = new KeyId(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2)));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (id, $"{Prefix}{id}_{secret}");
    }

    /// <summary>Which key a text claims to be; null where it is no key.</summary>
    public static KeyId? IdIn(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Length > Prefix.Length + IdLength + 1
        && text[Prefix.Length + IdLength] == '_'
        && KeyId.IsValid(text.Substring(Prefix.Length, IdLength))
            ? new KeyId(text.Substring(Prefix.Length, IdLength))
            : null;

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static bool IsHashOf(string hash, string text) =>
        CryptographicOperations.FixedTimeEquals(
            Convert.FromHexString(hash),
            SHA256.HashData(Encoding.UTF8.GetBytes(text))
        );
}
