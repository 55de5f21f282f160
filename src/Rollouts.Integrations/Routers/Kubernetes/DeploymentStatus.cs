using System.Text.Json.Nodes;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kubernetes;

/// <summary>
/// Whether a Deployment is available: its controller has seen its present generation, all of its replicas run the
/// present template, and all of them are available.
/// </summary>
internal static class DeploymentStatus
{
    public static ObjectReference At(string @namespace, string name) =>
        new("apps", "v1", "Deployment", "deployments", @namespace, name);

    /// <summary>
    /// What it lacks; empty where it is available. The sentences count no progress, so that a history has one entry for
    /// each reason and not one for each replica.
    /// </summary>
    public static string LackOf(JsonObject tree, ObjectReference at)
    {
        var (spec, status) = (tree["spec"] as JsonObject, tree["status"] as JsonObject);
        var replicas = spec?["replicas"] is { } asked ? CountOf(asked, otherwise: 0) : 1;
        var updated = CountOf(status?["updatedReplicas"], otherwise: 0);
        return tree["kind"]?.ToString() != at.Kind || spec is null ? $"{at} is shown as something else"
            : tree["metadata"]?["deletionTimestamp"] is not null ? $"{at} is being deleted"
            : replicas <= 0 ? $"{at} is scaled to 0"
            : CountOf(status?["observedGeneration"], otherwise: 0)
            < CountOf(tree["metadata"]?["generation"], long.MaxValue)
                ? $"the controller of {at} has not acted on its last change yet"
            : ConditionOf(status, "Progressing") is { } stuck && stuck["status"]?.ToString() == "False"
                ? $"{at} does not progress: {Said(stuck)}"
            : updated < replicas ? $"not all of the {replicas} replicas of {at} are of its last change"
            : CountOf(status?["replicas"], otherwise: 0) > updated
                ? $"replicas of {at} from before its last change still run"
            : CountOf(status?["availableReplicas"], otherwise: 0) < replicas
                ? $"not all of the {replicas} replicas of {at} are available"
            : ConditionOf(status, "Available") is not { } available ? $"{at} does not say that it is available"
            : available["status"]?.ToString() != "True" ? $"{at} is not available: {Said(available)}"
            : "";
    }

    private static JsonObject? ConditionOf(JsonObject? status, string type) =>
        (status?["conditions"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .FirstOrDefault(condition => condition["type"]?.ToString() == type);

    private static string Said(JsonObject condition) => ForeignText.Quoted($"{condition["reason"]}");

    private static long CountOf(JsonNode? node, long otherwise) =>
        node is JsonValue value && value.TryGetValue<long>(out var count) ? count : otherwise;
}
