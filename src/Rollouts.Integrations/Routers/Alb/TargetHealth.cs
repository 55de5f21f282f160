using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// The health of the targets of a group. Where none is healthy, a load balancer sends requests to all of them, so the
/// weights alone would not protect customers.
/// </summary>
internal static class TargetHealth
{
    /// <summary>Why a target group is not ready for more traffic; null if it is.</summary>
    public static Fault? Lack(IReadOnlyList<JsonObject> targets, string group, int needed)
    {
        var states = targets.Select(target => target["TargetHealth"] as JsonObject).ToList();
        var healthy = states.Count(state =>
            // A function without health checks is never healthy or unhealthy.
            BackendForm.TextOf(state?["State"])
                is "healthy"
                    or "unavailable"
        );
        return healthy >= needed
            ? null
            : new Fault(
                FaultKind.Broken,
                $"target group '{group}' has {healthy} healthy targets of {states.Count}, and {needed} are "
                    + "needed before "
                    + $"it gets more traffic{Reasons(states)}"
            );
    }

    private static string Reasons(IEnumerable<JsonObject?> states) =>
        states
            .Select(state => BackendForm.TextOf(state?["Reason"]))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(ForeignText.Quoted)
            .ToList()
            is { Count: > 0 } reasons
            ? $" ({string.Join(", ", reasons)})"
            : "";
}
