using System.Security.Cryptography;

namespace Rollouts.Integrations.Ci.Hmac;

/// <summary>How somebody signs who follows no standard.</summary>
/// <param name="Prefix">What stands before the signature in its header.</param>
/// <param name="IsHex">In hexadecimal digits; in base64 elsewhere.</param>
/// <param name="Timestamp">The header with the moment, which is signed with the body; null where none is.</param>
/// <param name="Id">The header with the id of a delivery; null where it has none.</param>
/// <param name="Signed">What is signed: <c>{timestamp}</c>, <c>{id}</c>, <c>{kind}</c> and <c>{body}</c>, with text
/// between.</param>
/// <param name="Kind">The header that says what happened; null where the body says it, as <c>type</c>.</param>
internal sealed record HmacSettings(
    SharedSecrets Secrets,
    string Header,
    string Prefix,
    HashAlgorithmName Algorithm,
    bool IsHex,
    string? Timestamp,
    string? Id,
    string Signed,
    string? Kind
)
{
    public bool SignsId => Signed.Contains("{id}", StringComparison.Ordinal);

    public bool SignsKind => Signed.Contains("{kind}", StringComparison.Ordinal);

    public bool SignsTimestamp => Signed.Contains("{timestamp}", StringComparison.Ordinal);
}
