namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>Where a route is.</summary>
/// <param name="MeshOwner">The account that owns a shared mesh; null for one's own.</param>
internal sealed record AppMeshRoute(string Mesh, string VirtualRouter, string Route, string? MeshOwner)
{
    public override string ToString() => $"route '{Route}' of virtual router '{VirtualRouter}' in mesh '{Mesh}'";
}
