namespace Rollouts.Sandbox.Kubernetes;

/// <summary>The kinds that the API server knows, by their plurals.</summary>
internal static class ClusterKinds
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["httproutes"] = "HTTPRoute",
        ["grpcroutes"] = "GRPCRoute",
        ["virtualservices"] = "VirtualService",
        ["destinationrules"] = "DestinationRule",
        ["traefikservices"] = "TraefikService",
        ["deployments"] = "Deployment",
        ["services"] = "Service",
    };

    public static string KindOf(string plural) => Kinds[plural];
}
