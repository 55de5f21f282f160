using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci;

/// <summary>The configuration keys for reporting the status of rollouts to a pipeline.</summary>
internal sealed class ApiKeys
{
    /// <summary>Only the outbox waits for these calls, and it retries them.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private readonly Key<Secret?> _token;
    private readonly Key<Uri> _address;
    private readonly Key<TlsSettings> _tls = Key.Optional("tls", AccessKeys.Tls, TlsSettings.None, "Certificates.");
    private readonly Func<Secret, Credentials> _credentials;

    /// <param name="address">The address of the public service's API, with a slash at the end.</param>
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

    /// <summary>Returns null if there is no token, without which no status can be reported.</summary>
    public Endpoint? Read(KeyValues values) =>
        values.Get(_token) is { } token
            ? new Endpoint(values.Get(_address), _credentials(token), values.Get(_tls), Timeout)
            : null;
}
