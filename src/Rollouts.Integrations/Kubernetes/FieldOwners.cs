using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Kubernetes;

/// <summary>Reads from <c>metadata.managedFields</c> which other manager writes a field.</summary>
internal static class FieldOwners
{
    /// <summary>
    /// The managers other than this service that own a part of a field, the last writer first. Writers of the status
    /// are no such managers.
    /// </summary>
    public static IReadOnlyList<string> OthersOf(JsonObject tree, params string[] field) =>
        [
            .. (tree["metadata"]?["managedFields"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Where(entry => entry["subresource"] is null && Owns(entry["fieldsV1"], field))
                .OrderByDescending(entry => entry["time"]?.ToString(), StringComparer.Ordinal)
                .Select(entry => entry["manager"]?.ToString())
                .OfType<string>()
                .Where(manager => manager != KubernetesCluster.FieldManager)
                .Distinct(),
        ];

    /// <summary>The managers that a conflict over fields names.</summary>
    public static IReadOnlyList<string> OfConflict(JsonObject? status) =>
        [
            .. (status?["details"]?["causes"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Where(cause => cause["reason"]?.ToString() == "FieldManagerConflict")
                .Select(cause => ForeignText.Quoted($"{cause["message"]} over {cause["field"]}")),
        ];

    private static bool Owns(JsonNode? fields, string[] path)
    {
        foreach (var part in path)
        {
            // A manager that owns the whole of a field owns all that is below it.
            if (fields is not JsonObject { Count: > 0 } map)
            {
                return fields is JsonObject;
            }

            fields = map["f:" + part];
        }

        return fields is not null;
    }
}
