using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Routers.Kubernetes;

namespace Rollouts.Integrations.Routers.Istio;

/// <summary>One HTTP or gRPC route of a VirtualService.</summary>
/// <param name="Http">The name of the route; null if the VirtualService has only one.</param>
/// <param name="Host">The host whose subsets are the backends; null if the backends are hosts.</param>
/// <param name="DestinationRule">The object that declares the subsets; null if none are added or removed.</param>
/// <param name="Label">The label of pods by which an added subset selects its version.</param>
internal sealed record IstioRoute(
    string Name,
    string Namespace,
    string? Http,
    string? Host,
    string? DestinationRule,
    string Label
) : IObjectPlace
{
    public ObjectReference Reference =>
        new("networking.istio.io", "v1", "VirtualService", "virtualservices", Namespace, Name);

    public ObjectReference? Rule =>
        DestinationRule is { } name
            ? new("networking.istio.io", "v1", "DestinationRule", "destinationrules", Namespace, name)
            : null;

    public string RouteInWords => Http is { } name ? $"http route '{name}'" : "a single http route";

    public override string ToString() => $"{RouteInWords} of {Reference}";
}
