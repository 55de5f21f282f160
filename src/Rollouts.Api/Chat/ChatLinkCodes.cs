using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Api.Identity;
using Rollouts.Engine.Clocks;
using Rollouts.Hosting;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>
/// Addresses that link an account: made for the account that asked, shown to it alone, and good for a quarter of an
/// hour. Each names the account and is signed, so that none can be made for another one.
/// </summary>
internal sealed class ChatLinkCodes(AdministratorKey administrator, StoreClock clock)
{
    public const string Path = "/chat/link";

    private const int LongestCode = 400;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Below the address of the dashboard.</summary>
    public string PathFor(ChatUser user)
    {
        var until = (clock.Now + Longest).ToDateTimeOffset().ToUnixTimeSeconds();
        var body = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{user.Workspace}/{user.Id}/{until}")
        );
        var code = $"{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(SealOf(body))}";
        return $"{Path.TrimStart('/')}?code={code}";
    }

    /// <summary>The account that a code was made for; null if the code is not good any more, or never was.</summary>
    public ChatUser? Read(string? code)
    {
        if (
            code is not { Length: <= LongestCode }
            || code.Split('.') is not [var first, var second]
            || !Base64Url.IsValid(first)
            || !Base64Url.IsValid(second)
            || Base64Url.DecodeFromChars(first) is var body
                && !CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(second), SealOf(body))
        )
        {
            return null;
        }

        return
            Encoding.UTF8.GetString(body).Split('/') is [var workspace, var user, var until]
            && long.Parse(until, NumberStyles.None, CultureInfo.InvariantCulture)
                > clock.Now.ToDateTimeOffset().ToUnixTimeSeconds()
            ? new ChatUser(workspace, user)
            : null;
    }

    /// <exception cref="HostRefusedException">The key is not there any more.</exception>
    private byte[] SealOf(byte[] body) =>
        administrator.With(key =>
            HMACSHA256.HashData(
                HKDF.DeriveKey(
                    HashAlgorithmName.SHA256,
                    Encoding.UTF8.GetBytes(key),
                    32,
                    info: "rollouts chat link"u8.ToArray()
                ),
                body
            )
        );
}
