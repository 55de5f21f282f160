namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The kinds of objects whose rules have backends with weights.</summary>
internal enum RouteKind
{
    Http,
    Grpc,

    /// <summary>The HTTPRoute of policy.linkerd.io, whose rules have no names.</summary>
    Linkerd,
}
