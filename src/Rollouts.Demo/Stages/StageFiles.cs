using Rollouts.Sandbox;

namespace Rollouts.Demo.Stages;

/// <summary>The examples of the repository that are played here, as they lie beside this program.</summary>
internal static class StageFiles
{
    public const string Canary = "sandbox-canary.yaml";
    public const string BlueGreen = "sandbox-blue-green.yaml";
    public const string Kong = "sandbox-kong.yaml";

    public const string HAProxyCanary = "haproxy-canary.yaml";

    private const string Installation = "installation.sandbox.yaml";
    private const string HAProxyInstallation = "installation.haproxy.yaml";

    // Where the examples expect what they connect.
    private const string UsualMesh = "http://127.0.0.1:8702";
    private const string UsualMetrics = "http://127.0.0.1:8700";
    private const string UsualSocket = "/run/haproxy/admin.sock";
    private const string UsualPrometheus = "http://127.0.0.1:9090";
    private const string UsualKong = "http://127.0.0.1:8703";
    private const string UsualCloudWatch = "http://127.0.0.1:8704";

    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "examples", name));

    /// <summary>The administrators' file, with the addresses that this sandbox has.</summary>
    public static string InstallationFor(SandboxHost sandbox) =>
        Read(Installation)
            .Replace(UsualMesh, Bare(sandbox.Endpoints["appMesh"]), StringComparison.Ordinal)
            .Replace(UsualMetrics, Bare(sandbox.Admin), StringComparison.Ordinal)
            .Replace(UsualKong, Bare(sandbox.Endpoints["kong"]), StringComparison.Ordinal)
            .Replace(UsualCloudWatch, Bare(sandbox.Endpoints["cloudWatch"]), StringComparison.Ordinal);

    public static string InstallationFor(string socket, Uri prometheus) =>
        Read(HAProxyInstallation)
            .Replace(UsualSocket, socket, StringComparison.Ordinal)
            .Replace(UsualPrometheus, Bare(prometheus), StringComparison.Ordinal);

    private static string Bare(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
