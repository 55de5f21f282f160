namespace Rollouts.Integrations.Routers.Istio;

/// <summary>Compares hosts, which may be written in short or in full.</summary>
internal static class IstioHosts
{
    private const string Suffix = ".svc.cluster.local";

    public static bool AreSame(string one, string other, string ns) => Full(one, ns) == Full(other, ns);

    /// <summary>The namespace that a host names; null for a short one and for one outside of the cluster.</summary>
    public static string? NamespaceOf(string host) =>
        host.Split('.') switch
        {
            [_, var named] => named,
            [_, var named, "svc", ..] => named,
            _ => null,
        };

    private static string Full(string host, string ns) =>
        host.Contains('.', StringComparison.Ordinal)
            ? host.Split('.') is [_, _]
                ? host + Suffix
                : host.EndsWith(".svc", StringComparison.Ordinal)
                    ? host + ".cluster.local"
                    : host
            : $"{host}.{ns}{Suffix}";
}
