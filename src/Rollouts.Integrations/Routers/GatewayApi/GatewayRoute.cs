using Rollouts.Integrations.Outside.Kubernetes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>One rule of an HTTPRoute or a GRPCRoute.</summary>
/// <param name="IsGrpc">Whether the object is a GRPCRoute.</param>
/// <param name="Rule">The name of the rule; null where it is told otherwise.</param>
/// <param name="Path">The path that the rule matches; null where it is told otherwise.</param>
internal sealed record GatewayRoute(bool IsGrpc, string Name, string Namespace, string? Rule, string? Path)
{
    public ObjectReference Reference =>
        IsGrpc
            ? new("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes", Namespace, Name)
            : new("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", Namespace, Name);

    /// <summary>The rule in words, for a sentence.</summary>
    public string RuleInWords =>
        Rule is not null ? $"rule '{Rule}'"
        : Path is not null ? $"a single rule that matches path '{Path}'"
        : "a single rule";
}
