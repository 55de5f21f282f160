using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>A route as App Mesh describes it.</summary>
/// <param name="Version">Counts the updates; there is no update that takes it, so it only tells afterwards.</param>
internal sealed record DescribedRoute(RouteSpec Spec, long Version)
{
    /// <summary>Null where the answer is no route that can be read.</summary>
    public static DescribedRoute? Parse(byte[] body)
    {
        try
        {
            var route = JsonNode.Parse(body) as JsonObject;
            return
                RouteSpec.Parse(route?["spec"]) is { } spec
                && (route!["metadata"] as JsonObject)?["version"] is JsonValue version
                && version.TryGetValue<long>(out var number)
                ? new DescribedRoute(spec, number)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // The same key twice in one object: nobody knows which of them counts.
            return null;
        }
    }
}
