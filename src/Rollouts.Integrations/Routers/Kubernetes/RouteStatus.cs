using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kubernetes;

/// <summary>
/// What the controllers of a route's parents say of it. The object alone proves nothing: a route is in force when each
/// parent has accepted this generation of it.
/// </summary>
/// <param name="Pending">What is still missing; null where nothing is.</param>
/// <param name="Refusal">Why a parent does not serve it; null where none refuses.</param>
internal sealed record RouteStatus(string? Pending, string? Refusal)
{
    public static readonly RouteStatus InForce = new(Pending: null, Refusal: null);

    /// <param name="needsBackends">
    /// Whether a backend that cannot be resolved matters. It does not where the new version has no traffic: a release
    /// must be able to come back after its backend is gone.
    /// </param>
    public static RouteStatus Of(JsonObject tree, bool needsBackends)
    {
        var parents = (tree["spec"]?["parentRefs"] as JsonArray ?? []).OfType<JsonObject>();
        var reports = (tree["status"]?["parents"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var generation = NumberOf(tree["metadata"]?["generation"]);
        foreach (var parent in parents)
        {
            var found = reports.Where(report => IsOf(report["parentRef"], parent)).ToList();
            if (found.Count == 0)
            {
                return new($"no controller has reported on parent '{parent["name"]}'", Refusal: null);
            }

            foreach (var report in found)
            {
                var status = Of(report, $"parent '{parent["name"]}'", generation, needsBackends);
                if (status != InForce)
                {
                    return status;
                }
            }
        }

        return InForce;
    }

    private static RouteStatus Of(JsonObject report, string parent, long generation, bool needsBackends)
    {
        var conditions = (report["conditions"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var type in new[] { "Accepted", "ResolvedRefs" })
        {
            var condition = conditions.Find(one => one["type"]?.ToString() == type);
            if (condition is null || NumberOf(condition["observedGeneration"]) < generation)
            {
                return new($"{parent} has not reported {type} for generation {generation}", Refusal: null);
            }

            if (condition["status"]?.ToString() != "True" && (type == "Accepted" || needsBackends))
            {
                var said = ForeignText.Quoted($"{condition["reason"]}: {condition["message"]}");
                return new(Pending: null, $"{parent} reports {type} {condition["status"]}: {said}");
            }
        }

        return InForce;
    }

    private static bool IsOf(JsonNode? reported, JsonObject parent) =>
        reported?["name"]?.ToString() == parent["name"]?.ToString()
        && reported?["sectionName"]?.ToString() == parent["sectionName"]?.ToString()
        && (reported?["kind"]?.ToString() ?? "Gateway") == (parent["kind"]?.ToString() ?? "Gateway");

    private static long NumberOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out long number) ? number : 0;
}
