using Refit;

namespace Rollouts.Integrations.Routers.HAProxy.DataPlane;

/// <summary>The calls of HAProxy's Data Plane API, version 3, that weights need.</summary>
internal interface IDataPlaneApi
{
    /// <summary>A number that rises with each change of the configuration.</summary>
    [Get("/v3/services/haproxy/configuration/version")]
    Task<HttpResponseMessage> GetVersionAsync(CancellationToken cancellation);

    [Get("/v3/services/haproxy/configuration/backends/{proxy}/servers/{server}")]
    Task<HttpResponseMessage> GetServerAsync(string proxy, string server, CancellationToken cancellation);

    /// <summary>Returns 409 if the configuration has a newer version.</summary>
    [Put("/v3/services/haproxy/configuration/backends/{proxy}/servers/{server}")]
    Task<HttpResponseMessage> PutServerAsync(
        string proxy,
        string server,
        long version,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
