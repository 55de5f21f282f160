using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Engine.Keys;

/// <summary>
/// The text of a key: <c>rk_</c>, its id and a secret. The prefix lets scanners of repositories find a published key.
/// The id allows a look-up without trying all keys.
/// </summary>
public static class KeyText
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

    /// <summary>The id in a text; null if the text is not a key.</summary>
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
