using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Http;

/// <summary>The configuration keys for the credentials and the trusted authorities of an HTTP system.</summary>
internal sealed class AccessKeys
{
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

    private readonly Key<TlsSettings> _tls = Key.Optional("tls", Tls, TlsSettings.None, "Certificates.");

    public static Shape<TlsSettings> Tls { get; } = Certificates();

    public IReadOnlyList<Key> All => [_basic, _bearer, _headers, _tls];

    public (Credentials Credentials, TlsSettings Tls) Read(KeyValues values)
    {
        var (basic, bearer) = (values.Get(_basic), values.Get(_bearer));
        if (basic is not null && bearer is not null)
        {
            values.Refuse("plan.one-of", "basicAuth and bearer both say who asks; keep one of them");
        }

        return (new Credentials(basic, bearer, values.Get(_headers)), values.Get(_tls));
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

    private static MapShape<TlsSettings> Certificates()
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
