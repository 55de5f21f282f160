using System.Net.Sockets;
using System.Text;
using Rollouts.Demo.Processes;

namespace Rollouts.Demo.HAProxy;

/// <summary>
/// A real HAProxy that splits customers between v1 and v2. Both versions are frontends of the same HAProxy that answer
/// by themselves, so no further server is needed.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);

    private readonly OwnedProcess _process;
    private readonly string _bad;

    private Balancer(OwnedProcess process, string folder, int[] ports)
    {
        _process = process;
        _bad = BadIn(folder);
        Socket = SocketIn(folder);
        Front = new Uri($"http://127.0.0.1:{ports[0]}/");
        Exporter = $"127.0.0.1:{ports[1]}";
    }

    /// <summary>The address for customers.</summary>
    public Uri Front { get; }

    /// <summary>The path of its runtime API.</summary>
    public string Socket { get; }

    /// <summary>The address of its counters for Prometheus, under /metrics.</summary>
    public string Exporter { get; }

    public static async Task<Balancer> StartAsync(string program, string folder, CancellationToken cancellation)
    {
        var ports = Ports.Free(4);
        var file = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(BadIn(folder), "", cancellation);
        await File.WriteAllTextAsync(file, Configuration(folder, ports), cancellation);
        var balancer = new Balancer(OwnedProcess.Start(program, ["-db", "-f", file]), folder, ports);
        try
        {
            await balancer._process.ReadyAsync(
                "HAProxy",
                _ => Task.FromResult(File.Exists(balancer.Socket)),
                LongestStart,
                cancellation
            );
            return balancer;
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes every twentieth request to the version fail from now on.</summary>
    public Task SpoilAsync(string version, CancellationToken cancellation) =>
        SayAsync($"add acl {_bad} {version}", cancellation);

    /// <summary>The weights of both versions in HAProxy.</summary>
    public async Task<string> WeightsAsync(CancellationToken cancellation) =>
        $"v1 {await WeightAsync("v1", cancellation)}, v2 {await WeightAsync("v2", cancellation)}";

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<string> WeightAsync(string version, CancellationToken cancellation) =>
        (await SayAsync($"get weight be_checkout/{version}", cancellation)).Split(' ')[0];

    private async Task<string> SayAsync(string line, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"), cancellation);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(cancellation)).Trim();
    }

    private static string SocketIn(string folder) => Path.Combine(folder, "admin.sock");

    private static string BadIn(string folder) => Path.Combine(folder, "bad");

    private static string Configuration(string folder, int[] ports) =>
        $"""
            global
              stats socket unix@{SocketIn(folder)} mode 600 level admin
            defaults
              mode http
              timeout connect 2s
              timeout client 10s
              timeout server 10s
            frontend front
              bind 127.0.0.1:{ports[0]}
              default_backend be_checkout
            frontend metrics
              bind 127.0.0.1:{ports[1]}
              http-request use-service prometheus-exporter if {"{"} path /metrics {"}"}
            backend be_checkout
              balance roundrobin
              server v1 127.0.0.1:{ports[2]} weight 100
              server v2 127.0.0.1:{ports[3]} weight 0
            {Version("v1", ports[2], folder)}
            {Version("v2", ports[3], folder)}

            """;

    private static string Version(string name, int port, string folder) =>
        $"""
            frontend {name}
              bind 127.0.0.1:{port}
              http-request return status 500 if {"{"} str({name}) -f {BadIn(folder)} {"}"} {"{"} rand(20) lt 1 {"}"}
              http-request return status 200 content-type text/plain string {name}
            """;
}
