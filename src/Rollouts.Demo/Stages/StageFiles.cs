using Rollouts.Sandbox.Hosting;

namespace Rollouts.Demo.Stages;

/// <summary>The examples of the repository that the demo uses, as copied beside this program.</summary>
internal static class StageFiles
{
    public const string Canary = "sandbox-canary.yaml";
    public const string BlueGreen = "sandbox-blue-green.yaml";
    public const string Approval = "sandbox-approval.yaml";
    public const string Kong = "sandbox-kong.yaml";
    public const string Alb = "sandbox-alb.yaml";

    public const string HAProxyCanary = "haproxy-canary.yaml";

    /// <summary>The name of Slack's connection in the file of the administrators.</summary>
    public const string SlackConnection = "sandbox-slack";

    private const string Installation = "installation.sandbox.yaml";
    private const string HAProxyInstallation = "installation.haproxy.yaml";

    // The addresses in the examples.
    private const string UsualMesh = "http://127.0.0.1:8702";
    private const string UsualMetrics = "http://127.0.0.1:8700";
    private const string UsualSocket = "/run/haproxy/admin.sock";
    private const string UsualPrometheus = "http://127.0.0.1:9090";
    private const string UsualKong = "http://127.0.0.1:8703";
    private const string UsualLoadBalancers = "http://127.0.0.1:8707";
    private const string UsualCluster = "http://127.0.0.1:8706";
    private const string UsualSlack = "http://127.0.0.1:8705";
    private const string UsualApi = "http://127.0.0.1:8600";
    private const string UsualCloudWatch = "http://127.0.0.1:8704";

    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "examples", name));

    /// <summary>The administrators' file, with the addresses of this sandbox.</summary>
    /// <param name="api">The address of the dashboard.</param>
    public static string InstallationFor(SandboxHost sandbox, Uri api) =>
        Read(Installation)
            .Replace(UsualMesh, Bare(sandbox.Endpoints["appMesh"]), StringComparison.Ordinal)
            .Replace(UsualMetrics, Bare(sandbox.Admin), StringComparison.Ordinal)
            .Replace(UsualKong, Bare(sandbox.Endpoints["kong"]), StringComparison.Ordinal)
            .Replace(UsualLoadBalancers, Bare(sandbox.Endpoints["loadBalancers"]), StringComparison.Ordinal)
            .Replace(UsualCluster, Bare(sandbox.Endpoints["kubernetes"]), StringComparison.Ordinal)
            .Replace(UsualSlack, Bare(sandbox.Endpoints["slack"]), StringComparison.Ordinal)
            .Replace(UsualApi, Bare(api), StringComparison.Ordinal)
            .Replace(UsualCloudWatch, Bare(sandbox.Endpoints["cloudWatch"]), StringComparison.Ordinal);

    public static string InstallationFor(string socket, Uri prometheus) =>
        Read(HAProxyInstallation)
            .Replace(UsualSocket, socket, StringComparison.Ordinal)
            .Replace(UsualPrometheus, Bare(prometheus), StringComparison.Ordinal);

    private static string Bare(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
