using Refit;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>The calls of Kong's Admin API, version 3, that traffic needs.</summary>
internal interface IKongAdminApi
{
    /// <summary>Every target with its weight, those at 0 too.</summary>
    [Get("/upstreams/{upstream}/targets")]
    Task<HttpResponseMessage> GetTargetsAsync(
        string upstream,
        int size,
        string? offset,
        CancellationToken cancellation
    );

    /// <summary>The targets with their resolved addresses and the health of each.</summary>
    [Get("/upstreams/{upstream}/health")]
    Task<HttpResponseMessage> GetHealthAsync(string upstream, int size, string? offset, CancellationToken cancellation);

    [Patch("/upstreams/{upstream}/targets/{target}")]
    Task<HttpResponseMessage> PatchTargetAsync(
        string upstream,
        string target,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Post("/upstreams/{upstream}/targets")]
    Task<HttpResponseMessage> PostTargetAsync(string upstream, [Body] HttpContent body, CancellationToken cancellation);

    [Delete("/upstreams/{upstream}/targets/{target}")]
    Task<HttpResponseMessage> DeleteTargetAsync(string upstream, string target, CancellationToken cancellation);

    [Get("/routes/{route}")]
    Task<HttpResponseMessage> GetRouteAsync(string route, CancellationToken cancellation);

    [Patch("/routes/{route}")]
    Task<HttpResponseMessage> PatchRouteAsync(string route, [Body] HttpContent body, CancellationToken cancellation);

    [Get("/services/{service}")]
    Task<HttpResponseMessage> GetServiceAsync(string service, CancellationToken cancellation);
}
