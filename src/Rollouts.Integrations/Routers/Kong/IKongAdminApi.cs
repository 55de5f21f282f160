using RestEase;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>The calls of Kong's Admin API, version 3, that traffic needs.</summary>
[AllowAnyStatusCode]
internal interface IKongAdminApi
{
    /// <summary>Every target with its weight, those at 0 too.</summary>
    [Get("upstreams/{upstream}/targets")]
    Task<HttpResponseMessage> GetTargetsAsync(
        [Path] string upstream,
        [Query] int size,
        [Query] string? offset,
        CancellationToken cancellation
    );

    /// <summary>The same, with the addresses that each has come to and how they are.</summary>
    [Get("upstreams/{upstream}/health")]
    Task<HttpResponseMessage> GetHealthAsync(
        [Path] string upstream,
        [Query] int size,
        [Query] string? offset,
        CancellationToken cancellation
    );

    [Patch("upstreams/{upstream}/targets/{target}")]
    Task<HttpResponseMessage> PatchTargetAsync(
        [Path] string upstream,
        [Path] string target,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Post("upstreams/{upstream}/targets")]
    Task<HttpResponseMessage> PostTargetAsync(
        [Path] string upstream,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Delete("upstreams/{upstream}/targets/{target}")]
    Task<HttpResponseMessage> DeleteTargetAsync(
        [Path] string upstream,
        [Path] string target,
        CancellationToken cancellation
    );

    [Get("routes/{route}")]
    Task<HttpResponseMessage> GetRouteAsync([Path] string route, CancellationToken cancellation);

    [Patch("routes/{route}")]
    Task<HttpResponseMessage> PatchRouteAsync(
        [Path] string route,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Get("services/{service}")]
    Task<HttpResponseMessage> GetServiceAsync([Path] string service, CancellationToken cancellation);
}
