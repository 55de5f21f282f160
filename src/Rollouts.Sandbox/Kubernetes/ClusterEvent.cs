using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>One change of one object, as a watch shows it.</summary>
/// <param name="Type">ADDED, MODIFIED or DELETED.</param>
internal sealed record ClusterEvent(long Version, string Type, ObjectPath Path, JsonObject Tree);
