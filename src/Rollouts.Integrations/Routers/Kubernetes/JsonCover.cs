using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Routers.Kubernetes;

/// <summary>
/// Whether an object says at least what was written. A cluster drops fields that its definitions do not have and fills
/// in defaults; only the first is a loss.
/// </summary>
internal static class JsonCover
{
    public static bool Covers(JsonNode? shown, JsonNode? written) =>
        (shown, written) switch
        {
            (JsonObject there, JsonObject asked) => asked.All(member => Covers(there[member.Key], member.Value)),
            (JsonArray there, JsonArray asked) => there.Count == asked.Count
                && asked.Zip(there).All(pair => Covers(pair.Second, pair.First)),
            _ => JsonNode.DeepEquals(shown, written),
        };
}
