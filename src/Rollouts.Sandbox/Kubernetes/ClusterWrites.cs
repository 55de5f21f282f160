using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>What a PUT of an object or of its status comes to.</summary>
internal static class ClusterWrites
{
    public static (JsonObject?, ClusterStatus?) Replaced(ObjectPath path, JsonObject? old, JsonObject? sent) =>
        old is null ? (null, ClusterStatus.NotFound(path))
        : VersionOf(sent) is null
            ? (
                null,
                ClusterStatus.Failure(
                    422,
                    "Invalid",
                    $"{path} is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"
                )
            )
        : VersionOf(sent) != VersionOf(old) ? (null, ClusterStatus.Stale(path))
        : (sent, null);

    public static (JsonObject?, ClusterStatus?) Reported(ObjectPath path, JsonObject? old, JsonObject? sent)
    {
        var (replaced, refusal) = Replaced(path, old, sent);
        if (replaced is not null)
        {
            old!["status"] = replaced["status"]?.DeepClone();
        }

        return (replaced is null ? null : old, refusal);
    }

    public static string? VersionOf(JsonObject? tree) => tree?["metadata"]?["resourceVersion"]?.ToString();
}
