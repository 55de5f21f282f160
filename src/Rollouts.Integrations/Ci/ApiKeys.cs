using Rollouts.Integrations.Outside.Http;
using Rollouts.Integrations.PlanFiles.Shapes;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Ci;

/// <summary>The keys by which a connection says how its pipeline is told how a rollout goes.</summary>
internal sealed class ApiKeys
{
    /// <summary>Nobody waits for it but the outbox, which has patience.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private readonly Key<Secret?> _token;
    private readonly Key<Uri> _address;
    private readonly Key<TlsSettings> _tls = Key.Optional("tls", AccessKeys.Tls, TlsSettings.None, "Certificates.");
    private readonly Func<Secret, Credentials> _credentials;

    /// <param name="address">Where the API of its public service answers, with a slash at the end.</param>
    public ApiKeys(string address, string token, Func<Secret, Credentials> credentials)
    {
        _token = Key.Maybe("token", SecretWords.Any, token);
        _address = Key.Optional(
            "api",
            EndpointKeys.Address,
            new Uri(address),
            $"Where its API answers; {address.TrimEnd('/')}."
        );
        _credentials = credentials;
    }

    public IReadOnlyList<Key> All => [_token, _address, _tls];

    /// <summary>Null where there is no token to tell anything with.</summary>
    public Endpoint? Read(KeyValues values) =>
        values.Get(_token) is { } token
            ? new Endpoint(values.Get(_address), _credentials(token), values.Get(_tls), Timeout)
            : null;
}
