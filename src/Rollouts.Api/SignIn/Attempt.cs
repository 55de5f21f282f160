using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Api.SignIn;

/// <summary>
/// One way to the provider and back. A secret in the browser's cookie is all there is: what goes to the provider is
/// derived from it, so that what comes back is good in this browser alone, on any machine, and nothing is kept here.
/// </summary>
internal sealed class Attempt
{
    /// <summary>For a person who looks for a second factor.</summary>
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

    /// <summary>Where to after it.</summary>
    public string ReturnTo { get; }

    /// <summary>Comes back with the code, and is known to no other site before.</summary>
    public string State => Derive("state");

    /// <summary>Comes back in the token.</summary>
    public string Nonce => Derive("nonce");

    /// <summary>Shown to the provider with the code; before that it has seen only its hash (RFC 7636).</summary>
    public string Verifier => Derive("verifier");

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>What the browser keeps meanwhile.</summary>
    public string Text => $"{Base64Url.EncodeToString(_secret)}.{_rest}";

    public static Attempt Begin(Instant now, string returnTo) =>
        new(RandomNumberGenerator.GetBytes(SecretBytes), now, returnTo);

    /// <summary>Null for what no browser was given.</summary>
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

    // The time and the way back go in too: whoever changes one of them in their cookie has begun nothing with it.
    private string Derive(string what) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{what} {_rest}")));
}
