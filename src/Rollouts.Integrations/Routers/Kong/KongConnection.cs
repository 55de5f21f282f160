using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>How an administrator connects an Admin API; the same for everything that Kong does.</summary>
internal sealed class KongConnection
{
    /// <summary>
    /// An Admin API answers in some milliseconds. If it does not, a retry helps more than a longer wait.
    /// </summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(2);

    private readonly EndpointKeys _keys = new(
        "Where the Admin API answers, as in http://127.0.0.1:8001, or the whole path of a control plane of Konnect.",
        UsualTimeout
    );

    private readonly Key<Secret?> _adminToken = Key.Maybe(
        "adminToken",
        SecretWords.Any,
        "The token that Kong Enterprise wants in 'Kong-Admin-Token'."
    );

    private readonly Key<string?> _workspace = Key.Maybe(
        "workspace",
        NameWords.Any,
        "The workspace of Kong Enterprise in which the entities lie; the default one where it is left out."
    );

    /// <param name="name">Its name among the schema's definitions.</param>
    public KongConnection(string name) =>
        Settings = new TypedSettings<Endpoint>(
            new MapShape<Endpoint>(name, "a connection to Kong", [.. _keys.All, _adminToken, _workspace], Read)
        );

    public TypedSettings<Endpoint> Settings { get; }

    private Endpoint Read(KeyValues values)
    {
        var endpoint = _keys.Read(values);
        if (values.Get(_workspace) is { } workspace)
        {
            endpoint = endpoint with { Address = new Uri(endpoint.Address, workspace + "/") };
        }

        return values.Get(_adminToken) is not { } token
            ? endpoint
            : endpoint with
            {
                Credentials = endpoint.Credentials with
                {
                    Headers = endpoint.Credentials.Headers.Add(new ExtraHeader("Kong-Admin-Token", Value: null, token)),
                },
            };
    }
}
