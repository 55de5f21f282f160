using Refit;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>The two calls of the App Mesh API (2019-01-25) that are needed.</summary>
internal interface IAppMeshApi
{
    // 'virtualRouter' in the singular is no slip: only the path of the virtual router itself has the plural.
    [Get("/v20190125/meshes/{mesh}/virtualRouter/{router}/routes/{route}")]
    Task<HttpResponseMessage> DescribeRouteAsync(
        string mesh,
        string router,
        string route,
        string? meshOwner,
        CancellationToken cancellation
    );

    [Put("/v20190125/meshes/{mesh}/virtualRouter/{router}/routes/{route}")]
    Task<HttpResponseMessage> UpdateRouteAsync(
        string mesh,
        string router,
        string route,
        string? meshOwner,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
