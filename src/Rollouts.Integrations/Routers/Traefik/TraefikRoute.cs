using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Routers.Kubernetes;

namespace Rollouts.Integrations.Routers.Traefik;

/// <summary>A weighted TraefikService.</summary>
internal sealed record TraefikRoute(string Name, string Namespace) : IObjectPlace
{
    public ObjectReference Reference =>
        new("traefik.io", "v1alpha1", "TraefikService", "traefikservices", Namespace, Name);

    public override string ToString() => Reference.ToString();
}
