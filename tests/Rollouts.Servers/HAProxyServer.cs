using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Rollouts.Servers;

/// <summary>
/// A real HAProxy on the loopback. Its section 'be_checkout' shares requests among the servers v1, v2 and v0, of which
/// only v1 has any weight at first; each answers with its own name. 'be_source', below the path 'source', chooses
/// between v1 and v2 by a hash of the client's address. Where shops are wanted, 'shop1' and so on share what comes in
/// under their path between v1 and v2 in the same way.
/// </summary>
public sealed class HAProxyServer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly IReadOnlyList<HttpServer> _backends;
    private readonly ServerProcess _process;

    private HAProxyServer(TempFolder folder, IReadOnlyList<HttpServer> backends, ServerProcess process, int[] ports)
    {
        (_folder, _backends, _process) = (folder, backends, process);
        Front = new Uri($"http://127.0.0.1:{ports[0]}/");
        TcpSocket = $"127.0.0.1:{ports[1]}";
        Metrics = new Uri($"http://127.0.0.1:{ports[2]}/metrics");
    }

    /// <summary>
    /// The servers that answer with 500, by name, while they are in here; as <c>shop1/v2</c> only that shop's.
    /// </summary>
    public required ConcurrentDictionary<string, bool> Failing { get; init; }

    /// <summary>Where its clients send their requests.</summary>
    public Uri Front { get; }

    /// <summary>Its runtime API, with all rights.</summary>
    public string UnixSocket => _folder["admin.sock"];

    /// <summary>The same over TCP.</summary>
    public string TcpSocket { get; }

    /// <summary>Its runtime API without the right to change anything.</summary>
    public string OperatorSocket => _folder["operator.sock"];

    /// <summary>Its own counters, for Prometheus.</summary>
    public Uri Metrics { get; }

    public static async Task<HAProxyServer> StartAsync(int shops = 0)
    {
        var folder = new TempFolder();
        var ports = Ports.Free(3);
        var failing = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        List<HttpServer> backends = [];
        foreach (var name in new[] { "v1", "v2", "v0" })
        {
            var body = Encoding.ASCII.GetBytes(name);
            backends.Add(
                await HttpServer.StartAsync(context =>
                {
                    var fails = failing.ContainsKey(name) || failing.ContainsKey($"{context.Request.Path}/{name}"[1..]);
                    context.Response.StatusCode = fails ? 500 : 200;
                    return context.Response.Body.WriteAsync(body).AsTask();
                })
            );
        }

        var configuration = folder.Write("haproxy.cfg", Configuration(folder, ports, backends, shops));
        var process = await ServerProcess.StartAsync(
            "haproxy",
            ["-db", "-f", configuration],
            () => Task.FromResult(File.Exists(folder["admin.sock"]))
        );
        return new HAProxyServer(folder, backends, process, ports) { Failing = failing };
    }

    /// <summary>One line to its runtime API, as an operator with a shell would send it.</summary>
    public async Task<string> SayAsync(string line)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(UnixSocket));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        foreach (var backend in _backends)
        {
            await backend.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string Configuration(
        TempFolder folder,
        int[] ports,
        IReadOnlyList<HttpServer> backends,
        int shops
    ) =>
        $"""
            global
              stats socket unix@{folder["admin.sock"]} mode 600 level admin
              stats socket unix@{folder["operator.sock"]} mode 600 level operator
              stats socket ipv4@127.0.0.1:{ports[1]} level admin
              nbthread 1
            defaults
              mode http
              timeout connect 2s
              timeout client 10s
              timeout server 10s
            frontend front
              bind 127.0.0.1:{ports[0]}
              use_backend %[path,field(2,/)] if {"{"} path_beg /shop {"}"}
              use_backend be_source if {"{"} path_beg /source {"}"}
              default_backend be_checkout
            frontend metrics
              bind 127.0.0.1:{ports[2]}
              http-request use-service prometheus-exporter if {"{"} path /metrics {"}"}
            backend be_checkout
              balance roundrobin
              server v1 127.0.0.1:{backends[0].Port} weight 100
              server v2 127.0.0.1:{backends[1].Port} weight 0
              server v0 127.0.0.1:{backends[2].Port} weight 0
              server spare 127.0.0.1:{backends[2].Port} backup
            backend be_source
              balance source
              hash-type consistent
              server v1 127.0.0.1:{backends[0].Port} weight 100
              server v2 127.0.0.1:{backends[1].Port} weight 0
            backend be_static
              balance static-rr
              server v1 127.0.0.1:{backends[0].Port} weight 100
              server v2 127.0.0.1:{backends[1].Port} weight 0
            {string.Concat(Enumerable.Range(1, shops).Select(number => Shop(number, backends)))}

            """;

    private static string Shop(int number, IReadOnlyList<HttpServer> backends) =>
        $"""
            backend shop{number}
              balance roundrobin
              server v1 127.0.0.1:{backends[0].Port} weight 100
              server v2 127.0.0.1:{backends[1].Port} weight 0

            """;
}
