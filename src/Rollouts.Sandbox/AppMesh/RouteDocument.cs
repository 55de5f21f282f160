using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.AppMesh;

/// <summary>Routes in the JSON of the API.</summary>
internal static class RouteDocument
{
    public static JsonObject Of(MeshRoute route, string region) =>
        new()
        {
            ["meshName"] = route.Name.Mesh,
            ["virtualRouterName"] = route.Name.VirtualRouter,
            ["routeName"] = route.Name.Route,
            ["spec"] = route.Spec.DeepClone(),
            ["metadata"] = new JsonObject
            {
                ["arn"] = Arn(route, region),
                ["uid"] = route.Uid,
                ["version"] = route.Version,
                ["createdAt"] = Seconds(route.CreatedAt),
                ["lastUpdatedAt"] = Seconds(route.UpdatedAt),
                ["meshOwner"] = route.Owner,
                ["resourceOwner"] = route.Owner,
            },
            ["status"] = new JsonObject { ["status"] = "ACTIVE" },
        };

    public static JsonObject Reference(MeshRoute route, string region) =>
        new()
        {
            ["arn"] = Arn(route, region),
            ["createdAt"] = Seconds(route.CreatedAt),
            ["lastUpdatedAt"] = Seconds(route.UpdatedAt),
            ["meshName"] = route.Name.Mesh,
            ["meshOwner"] = route.Owner,
            ["resourceOwner"] = route.Owner,
            ["routeName"] = route.Name.Route,
            ["version"] = route.Version,
            ["virtualRouterName"] = route.Name.VirtualRouter,
        };

    /// <summary>More than weights, so that a client that drops unknown fields is noticed.</summary>
    public static JsonObject FirstSpec(string stable, string candidate) =>
        new()
        {
            ["priority"] = 10,
            ["httpRoute"] = new JsonObject
            {
                ["match"] = new JsonObject { ["prefix"] = "/" },
                ["retryPolicy"] = new JsonObject
                {
                    ["maxRetries"] = 0,
                    ["perRetryTimeout"] = new JsonObject { ["unit"] = "ms", ["value"] = 2000 },
                    ["httpRetryEvents"] = new JsonArray("gateway-error"),
                },
                ["timeout"] = new JsonObject
                {
                    ["perRequest"] = new JsonObject { ["unit"] = "s", ["value"] = 15 },
                },
                ["action"] = new JsonObject
                {
                    ["weightedTargets"] = new JsonArray(
                        new JsonObject { ["virtualNode"] = stable, ["weight"] = 100 },
                        new JsonObject { ["virtualNode"] = candidate, ["weight"] = 0 }
                    ),
                },
            },
        };

    private static string Arn(MeshRoute route, string region) =>
        $"arn:aws:appmesh:{region}:{route.Owner}:mesh/{route.Name.Mesh}/virtualRouter/{route.Name.VirtualRouter}"
        + $"/route/{route.Name.Route}";

    // Seconds with a fraction, the timestamp format of REST-JSON.
    private static double Seconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 1000.0;
}
