using Rollouts.Integrations.Kubernetes;

namespace Rollouts.Integrations.Routers.Kubernetes;

/// <summary>Tells clusters apart.</summary>
internal static class KubernetesPlaces
{
    // Whether two kubeconfigs lead to one cluster is not known before they are used.
    public static string ProxyOf(KubernetesSettings settings) =>
        settings.Access is ClusterAccess.Direct direct
            ? ProxyIdentity.Of(direct.Address)
            : ClusterClients.NameOf(settings.Access);
}
