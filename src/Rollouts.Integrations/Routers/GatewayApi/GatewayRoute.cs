using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Routers.Kubernetes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>One rule of an HTTPRoute or a GRPCRoute.</summary>
/// <param name="Rule">The name of the rule; null if the rule is identified in another way.</param>
/// <param name="Path">The path that the rule matches; null if the rule is identified in another way.</param>
internal sealed record GatewayRoute(RouteKind Kind, string Name, string Namespace, string? Rule, string? Path)
    : IObjectPlace
{
    public ObjectReference Reference =>
        Kind switch
        {
            RouteKind.Http => new("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", Namespace, Name),
            RouteKind.Grpc => new("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes", Namespace, Name),
            RouteKind.Linkerd => new("policy.linkerd.io", "v1beta3", "HTTPRoute", "httproutes", Namespace, Name),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The rule in words, for a sentence.</summary>
    public string RuleInWords =>
        Rule is not null ? $"rule '{Rule}'"
        : Path is not null ? $"a single rule that matches path '{Path}'"
        : "a single rule";

    public override string ToString() => $"{RuleInWords} of {Reference}";
}
