using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Kubernetes;

/// <summary>How the API server of a cluster is reached.</summary>
internal abstract record ClusterAccess
{
    private ClusterAccess() { }

    /// <summary>By the service account of the pod in which this process runs.</summary>
    public sealed record InCluster : ClusterAccess;

    /// <param name="Context">A context of the file; null for its current one.</param>
    public sealed record Kubeconfig(string Path, string? Context) : ClusterAccess;

    /// <param name="Authorities">PEM file of the authorities to trust instead of the machine's.</param>
    public sealed record Direct(Uri Address, Secret Token, string? Authorities) : ClusterAccess;
}
