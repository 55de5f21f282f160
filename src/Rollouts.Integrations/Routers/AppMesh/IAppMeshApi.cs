using RestEase;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>The two calls of the App Mesh API (2019-01-25) that are needed.</summary>
[AllowAnyStatusCode]
internal interface IAppMeshApi
{
    // 'virtualRouter' in the singular is no slip: only the path of the virtual router itself has the plural.
    [Get("v20190125/meshes/{mesh}/virtualRouter/{router}/routes/{route}")]
    Task<HttpResponseMessage> DescribeRouteAsync(
        [Path] string mesh,
        [Path] string router,
        [Path] string route,
        [Query] string? meshOwner,
        CancellationToken cancellation
    );

    [Put("v20190125/meshes/{mesh}/virtualRouter/{router}/routes/{route}")]
    Task<HttpResponseMessage> UpdateRouteAsync(
        [Path] string mesh,
        [Path] string router,
        [Path] string route,
        [Query] string? meshOwner,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
