namespace Rollouts.Integrations.Kubernetes;

/// <summary>A cluster that an administrator has connected.</summary>
/// <param name="Timeout">The longest that one read or one change may take, retries after conflicts included.</param>
internal sealed record KubernetesSettings(ClusterAccess Access, TimeSpan Timeout);
