namespace Rollouts.Cli.Imports.Argo;

/// <summary>The reasons for keys of a Rollout that have no counterpart in a plan.</summary>
internal static class ArgoReasons
{
    private const string Pods = "pods stay the business of the tool that deploys them; a plan only shifts traffic";

    public static IReadOnlyDictionary<string, (LossKind Kind, string Reason)> All { get; } = Make();

    private static Dictionary<string, (LossKind, string)> Make()
    {
        Dictionary<string, (LossKind, string)> reasons = new(StringComparer.Ordinal)
        {
            ["apiVersion"] = (LossKind.Left, "the version of the manifest's own form"),
            ["status"] = (LossKind.Left, "the state of the cluster, not its specification"),
            ["metadata.labels"] = (LossKind.Left, "labels stay on the Kubernetes object"),
            ["metadata.annotations"] = (LossKind.Left, "annotations stay on the Kubernetes object"),
            ["metadata.namespace"] = (LossKind.Left, "a plan names backends, and no namespace"),
            ["rollbackWindow"] = (LossKind.Lost, "a return to an older version goes through the whole plan"),
            ["restartAt"] = (LossKind.Lost, "a restart of pods is no release"),
            ["paused"] = (LossKind.Lost, "pause a rollout that runs with 'rollouts pause'"),
            ["progressDeadlineSeconds"] = (LossKind.Lost, "whether pods become ready is not watched"),
            ["progressDeadlineAbort"] = (LossKind.Lost, "whether pods become ready is not watched"),
            ["measurementRetention"] = (LossKind.Left, "every measurement is kept"),
            ["successfulRunHistoryLimit"] = (LossKind.Left, "the log keeps every rollout"),
            ["unsuccessfulRunHistoryLimit"] = (LossKind.Left, "the log keeps every rollout"),
            ["revisionHistoryLimit"] = (LossKind.Left, "the log keeps every rollout"),
            ["scaleDownDelayRevisionLimit"] = (LossKind.Left, Pods),
            ["consecutiveSuccessLimit"] = (LossKind.Lost, "a check is healthy after one good look of its window"),
            ["stickinessConfig"] = (LossKind.Lost, "no router of this product keeps a client on one version"),
            ["maxTrafficWeight"] = (LossKind.Lost, "weights are shares of 100 %"),
            ["managedRoutes"] = (LossKind.Left, "routes need no list of their names"),
            ["ttlStrategy"] = (LossKind.Left, "the log keeps every rollout"),
        };
        string[] pods =
        [
            "spec.replicas",
            "spec.selector",
            "spec.template",
            "spec.workloadRef",
            "spec.minReadySeconds",
            "maxSurge",
            "maxUnavailable",
            "antiAffinity",
            "canaryMetadata",
            "stableMetadata",
            "activeMetadata",
            "previewMetadata",
            "previewReplicaCount",
            "dynamicStableScale",
            "minPodsPerReplicaSet",
            "replicaProgressThreshold",
            "abortScaleDownDelaySeconds",
            "pingPong",
        ];
        foreach (var key in pods)
        {
            reasons[key] = (LossKind.Left, Pods);
        }

        return reasons;
    }
}
