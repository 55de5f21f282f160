using System.Diagnostics.CodeAnalysis;
using Rollouts.Integrations.PlanFiles.Language;
using Rollouts.Integrations.PlanFiles.Shapes;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Outside.Http;

/// <summary>The keys by which a connection says where an HTTP system is and how this service is known there.</summary>
internal sealed class EndpointKeys
{
    private readonly Key<Uri> _address;
    private readonly Key<BasicLogin?> _basic = Key.Maybe("basicAuth", Login(), "A user and a password.");

    private readonly Key<Secret?> _bearer = Key.Maybe(
        "bearer",
        SecretWords.Any,
        "The token that is sent as 'Authorization: Bearer ...'."
    );

    private readonly Key<ValueList<ExtraHeader>> _headers = Key.Optional(
        "headers",
        HeaderWords.Any,
        [],
        "Headers that go with each request, as X-Scope-OrgID does to Mimir; each a text or the place of a secret."
    );

    private readonly Key<TlsSettings> _tls = Key.Optional("tls", Tls(), TlsSettings.None, "Certificates.");
    private readonly Key<TimeSpan> _timeout;

    /// <param name="where">One sentence about the address.</param>
    /// <param name="timeout">How long one call may take where nothing else is said.</param>
    public EndpointKeys(string where, TimeSpan timeout)
    {
        _address = Key.Required("address", Address, where);
        _timeout = Key.Optional("timeout", Timeout, timeout, $"The longest a call may take; {Spans.Say(timeout)}.");
    }

    /// <summary>Below this a healthy system would be given up on, above it nobody waits.</summary>
    public static Shape<TimeSpan> Timeout { get; } =
        new TextShape<TimeSpan>(
            "plan.bad-duration",
            "a time-out from 100ms to 1m",
            TimeWords.SpanPattern,
            (string text, out TimeSpan span) =>
                Spans.TryParse(text, out span)
                && span >= TimeSpan.FromMilliseconds(100)
                && span <= TimeSpan.FromMinutes(1)
        );

    public static Shape<Uri> Address { get; } =
        new TextShape<Uri>(
            "plan.address-refused",
            "an http or https address without credentials, query or fragment",
            @"^https?://[^\s@?#]{1,990}$",
            TryAddress
        );

    public IReadOnlyList<Key> All => [_address, _basic, _bearer, _headers, _tls, _timeout];

    public Endpoint Read(KeyValues values)
    {
        var (basic, bearer) = (values.Get(_basic), values.Get(_bearer));
        if (basic is not null && bearer is not null)
        {
            values.Refuse("plan.one-of", "basicAuth and bearer both say who asks; keep one of them");
        }

        return new Endpoint(
            values.Get(_address),
            new Credentials(basic, bearer, values.Get(_headers)),
            values.Get(_tls),
            values.Get(_timeout)
        );
    }

    private static bool TryAddress(string text, [MaybeNullWhen(false)] out Uri address)
    {
        address = null;
        if (
            text.Length > 1000
            || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '@' or '?' or '#')
            || !Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
        {
            return false;
        }

        address = url;
        return true;
    }

    private static MapShape<BasicLogin> Login()
    {
        var user = Key.Required("user", TextWords.Any, "The name.");
        var password = Key.Required("password", SecretWords.Any, "Where the password is.");
        return new(
            "basicAuth",
            "a user and a password",
            [user, password],
            values => new BasicLogin(values.Get(user), values.Get(password))
        );
    }

    private static MapShape<TlsSettings> Tls()
    {
        var authorities = Key.Maybe(
            "authorities",
            SecretWords.Path,
            "PEM file of the authorities to trust instead of the machine's."
        );
        var certificate = Key.Maybe("certificate", SecretWords.Path, "PEM file of this service's own certificate.");
        var key = Key.Maybe("key", SecretWords.Path, "PEM file of its key.");
        return new(
            "tls",
            "certificates",
            [authorities, certificate, key],
            values =>
            {
                if (values.Has(certificate) != values.Has(key))
                {
                    values.Refuse("plan.missing-key", "a certificate and its key go together; one of them is missing");
                }

                return new TlsSettings(values.Get(authorities), values.Get(certificate), values.Get(key));
            }
        );
    }
}
