using System.Text;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>Describes and updates routes.</summary>
internal sealed class AppMeshClient : IDisposable
{
    /// <summary>A route with ten targets and all of its matches is a few kilobytes.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly HttpClient _http;
    private readonly IAppMeshApi _api;
    private readonly BoundedCall _call;

    public AppMeshClient(AwsEndpoint endpoint, AdapterContext around)
    {
        _http = AwsPeer.Connect(endpoint, "appmesh", around);
        _api = ApiClient.Over<IAppMeshApi>(_http);
        _call = new BoundedCall($"App Mesh at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public string Name => _call.Whom;

    /// <summary>One read or one write, however many requests it takes, within the time of one call.</summary>
    public Task<Answer<T>> RunAsync<T>(Func<CancellationToken, Task<Answer<T>>> call, CancellationToken cancellation) =>
        _call.RunAsync(call, cancellation);

    public async Task<Answer<DescribedRoute>> DescribeAsync(AppMeshRoute route, CancellationToken end)
    {
        using var response = await _api.DescribeRouteAsync(
                route.Mesh,
                route.VirtualRouter,
                route.Route,
                route.MeshOwner,
                end
            )
            .ConfigureAwait(false);
        return await ReadAsync(response, route, end).ConfigureAwait(false);
    }

    /// <summary>Overwrites the specification; returns the updated route.</summary>
    public async Task<Answer<DescribedRoute>> UpdateAsync(AppMeshRoute route, RouteSpec spec, CancellationToken end)
    {
        var update = new JsonObject { ["clientToken"] = Guid.NewGuid().ToString(), ["spec"] = spec.Tree };
        using var body = new StringContent(update.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _api.UpdateRouteAsync(
                route.Mesh,
                route.VirtualRouter,
                route.Route,
                route.MeshOwner,
                body,
                end
            )
            .ConfigureAwait(false);
        AwsRequestId.Note(response);
        return await ReadAsync(response, route, end).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer<DescribedRoute>> ReadAsync(
        HttpResponseMessage response,
        AppMeshRoute route,
        CancellationToken end
    )
    {
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var fault = AwsFaults.Of(response, body, Name, _call.Clock);
            return fault with { Message = $"{fault.Message}, asked for {route}" };
        }

        return DescribedRoute.Parse(body) is { } described
            ? described
            : new Fault(
                FaultKind.Unusable,
                $"{Name} answers for {route} with something that is no route with weighted targets"
            );
    }
}
