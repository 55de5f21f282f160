using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.Kubernetes;

namespace Rollouts.Integrations.Routers.Traefik;

/// <summary>
/// One cluster whose ingress is Traefik. Its objects have no status, so a change counts once it is written.
/// </summary>
internal sealed class TraefikRouter(KubernetesSettings settings, AdapterContext around)
    : ObjectRouter<TraefikRoute>(TraefikDescriptor.Descriptor.Traits, settings, around)
{
    protected override string[] Field => ["spec", "weighted", "services"];

    protected override TraefikRoute WhereOf(Settings route) => TraefikDescriptor.Route.Read(route);

    protected override Answer<IBackendShares> Find(JsonObject tree, TraefikRoute where) =>
        WeightedServices.Find(tree) is { } services
            ? services
            : new Fault(FaultKind.NotFound, $"{where} has no 'weighted.services' with names; {System}");
}
