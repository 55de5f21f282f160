namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>Compares routes of App Mesh.</summary>
internal static class AppMeshPlaces
{
    /// <summary>
    /// Without the owner of a shared mesh, since naming one's own account and naming none mean the same mesh. Two
    /// shared
    /// meshes of one name count as one: that refuses too much and never too little.
    /// </summary>
    public static IReadOnlyList<string> PartsOf(AppMeshRoute route) => [route.Mesh, route.VirtualRouter, route.Route];
}
