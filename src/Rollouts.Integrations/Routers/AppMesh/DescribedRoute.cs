using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>A route as App Mesh describes it.</summary>
/// <param name="Version">
/// The number of updates. An update cannot require a version, so this shows a conflict only afterwards.
/// </param>
internal sealed record DescribedRoute(RouteSpec Spec, long Version)
{
    /// <summary>Null if the answer contains no readable route.</summary>
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
            // One object has the same key twice, so it is undefined which of them counts.
            return null;
        }
    }
}
