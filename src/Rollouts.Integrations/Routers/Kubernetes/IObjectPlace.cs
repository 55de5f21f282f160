using Rollouts.Integrations.Kubernetes;

namespace Rollouts.Integrations.Routers.Kubernetes;

/// <summary>Where a route lies in a cluster. Its text names the part of the object that shares traffic out.</summary>
internal interface IObjectPlace
{
    ObjectReference Reference { get; }
}
