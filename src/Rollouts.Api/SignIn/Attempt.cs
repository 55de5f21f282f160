using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Api.SignIn;

/// <summary>
/// One sign-in at the provider. The only state is a secret in the browser's cookie. The values that the provider gets
/// are derived from it, so that its answer is valid in this browser alone, on any machine, and the service stores
/// nothing.
/// </summary>
internal sealed class Attempt
{
    /// <summary>Long enough for a person to find their second factor.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private const int SecretBytes = 32;

    private readonly byte[] _secret;
    private readonly string _rest;

    private Attempt(byte[] secret, Instant at, string returnTo)
    {
        (_secret, At, ReturnTo) = (secret, at, returnTo);
        var time = at.Microseconds.ToString(CultureInfo.InvariantCulture);
        _rest = $"{time}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(returnTo))}";
    }

    public Instant At { get; }

    /// <summary>The page after the sign-in.</summary>
    public string ReturnTo { get; }

    /// <summary>Returned with the code. No other site knows it before.</summary>
    public string State => Derive("state");

    /// <summary>Returned in the token.</summary>
    public string Nonce => Derive("nonce");

    /// <summary>
    /// Sent to the provider with the code. Before that the provider has seen only its hash (RFC 7636).
    /// </summary>
    public string Verifier => Derive("verifier");

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>The cookie's value.</summary>
    public string Text => $"{Base64Url.EncodeToString(_secret)}.{_rest}";

    public static Attempt Begin(Instant now, string returnTo) =>
        new(RandomNumberGenerator.GetBytes(SecretBytes), now, returnTo);

    /// <summary>Null if the text is not a cookie of this service.</summary>
    public static Attempt? Read(string? text) =>
        text?.Split('.') is [var secret, var time, var path]
        && Base64Url.IsValid(secret)
        && Base64Url.DecodeFromChars(secret) is { Length: SecretBytes } bytes
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && Base64Url.IsValid(path)
            ? new Attempt(
                bytes,
                new Instant(at),
                LocalPath.Of(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(path)))
            )
            : null;

    public bool Began(string state) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));

    public bool IsOver(Instant now) => now - At >= Longest || At > now + Longest;

    // The time and the return path are included, so that a changed cookie yields other values and fails.
    private string Derive(string what) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{what} {_rest}")));
}
