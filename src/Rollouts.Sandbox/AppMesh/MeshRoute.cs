using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.AppMesh;

/// <summary>A route after one of its updates.</summary>
/// <param name="Before">The route before that update, for reads that lag behind.</param>
internal sealed record MeshRoute(
    RouteName Name,
    string Owner,
    string Uid,
    JsonNode Spec,
    long Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    MeshRoute? Before
);

internal sealed record RouteName(string Mesh, string VirtualRouter, string Route);
