using System.Security.Cryptography;

namespace Rollouts.Integrations.Ci.Hmac;

/// <summary>The format of a signature that follows no standard.</summary>
/// <param name="Prefix">The text before the signature in its header.</param>
/// <param name="IsHex">True for hexadecimal digits, false for base64.</param>
/// <param name="Timestamp">The header with the signed timestamp; null if there is none.</param>
/// <param name="Id">The header with the id of a delivery; null if there is none.</param>
/// <param name="Signed">
/// The template of the signed bytes: <c>{timestamp}</c>, <c>{id}</c>, <c>{kind}</c> and <c>{body}</c>, with text
/// between.
/// </param>
/// <param name="Kind">The header with the kind of event; null if the body has it under <c>type</c>.</param>
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
