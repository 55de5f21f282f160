namespace Rollouts.Cli.Imports.Flagger;

/// <summary>The reasons for keys of a Canary that have no counterpart in a plan.</summary>
internal static class FlaggerReasons
{
    private const string Pods = "pods stay the business of the tool that deploys them; a plan only shifts traffic";

    private const string Route = "routes and services belong to their owners; a plan only shifts their weights";

    public static IReadOnlyDictionary<string, (LossKind Kind, string Reason)> All { get; } = Make();

    private static Dictionary<string, (LossKind, string)> Make()
    {
        Dictionary<string, (LossKind, string)> reasons = new(StringComparer.Ordinal)
        {
            ["apiVersion"] = (LossKind.Left, "the version of the manifest's own form"),
            ["status"] = (LossKind.Left, "the state of the cluster, not its specification"),
            ["metadata.labels"] = (LossKind.Left, "labels stay on the Kubernetes object"),
            ["metadata.annotations"] = (LossKind.Left, "annotations stay on the Kubernetes object"),
            ["spec.metricsServer"] = (LossKind.Left, "the address stands in a connection that an administrator makes"),
            ["secretRef"] = (LossKind.Left, "credentials stand in a connection that an administrator makes"),
            ["spec.suspend"] = (LossKind.Lost, "pause a rollout that runs with 'rollouts pause'"),
            ["revertOnDeletion"] = (LossKind.Lost, "a plan that is deleted changes no traffic"),
            ["progressDeadlineSeconds"] = (LossKind.Lost, "whether pods become ready is not watched"),
            ["sessionAffinity"] = (LossKind.Lost, "no router of this product keeps a client on one version"),
            ["mirrorWeight"] = (LossKind.Lost, "taken with 'mirror'"),
        };
        foreach (var key in new[] { "spec.autoscalerRef", "primaryReadyThreshold", "canaryReadyThreshold" })
        {
            reasons[key] = (LossKind.Left, Pods);
        }

        foreach (var key in new[] { "spec.ingressRef", "spec.routeRef", "spec.upstreamRef", "spec.service" })
        {
            reasons[key] = (LossKind.Left, Route);
        }

        return reasons;
    }
}
