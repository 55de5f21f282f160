using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>Converts the traffic router of a Rollout if this product supports it.</summary>
internal static class ArgoTraffic
{
    private static readonly string[] Parts =
    [
        "istio",
        "alb",
        "nginx",
        "smi",
        "appMesh",
        "ambassador",
        "traefik",
        "apisix",
        "plugins",
    ];

    public static void Add(
        PlanDraft draft,
        SourceDocument document,
        SourceNode? routing,
        SourceNode canary,
        LossLog losses
    )
    {
        if (routing is null)
        {
            losses.Changed(
                document.File,
                canary,
                "without trafficRouting weights were shares of pods; the plan's weights are shares of requests and "
                    + "need a router"
            );
            return;
        }

        var found = Parts.Where(part => routing[part] is not null).ToList();
        foreach (var part in found)
        {
            var router = routing[part]!.Whole();
            losses.Changed(document.File, router, Say(part, router, draft.Route));
        }

        if (found.Count > 1)
        {
            losses.Lost(document.File, routing, "several routers of one rollout; the plan shifts one route");
        }
    }

    private static string Say(string part, SourceNode router, string route) =>
        part switch
        {
            "appMesh" or "istio" or "traefik" =>
                $"have an administrator name the route '{route}' in a connection of {part}",
            "plugins" when router.Keys.Any(key => key.Contains("gatewayAPI", StringComparison.OrdinalIgnoreCase)) =>
                $"have an administrator name the HTTPRoute '{route}' in a connection of gatewayApi",
            "plugins" => $"no plugin is driven; choose a router of this product for the route '{route}'",
            _ => $"{part} is not driven by this product; have an administrator name a route '{route}' of a router "
                + "that is, such as the Gateway API",
        };
}
