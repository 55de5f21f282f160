namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>The place of a route.</summary>
/// <param name="MeshOwner">The account that owns a shared mesh; null for the caller's own.</param>
internal sealed record AppMeshRoute(string Mesh, string VirtualRouter, string Route, string? MeshOwner)
{
    public override string ToString() => $"route '{Route}' of virtual router '{VirtualRouter}' in mesh '{Mesh}'";
}
