using System.Diagnostics;
using System.Net.Sockets;
using Rollouts.Api.SignIn;
using Rollouts.Bench.Api;

namespace Rollouts.Bench.Dashboard;

/// <summary>The API as a process of its own, without a worker: what is started stands still until a caller moves it.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;
    private readonly Process _outside;
    private readonly string _key;

    private Service(Process process, Process outside, string folder, string address, string key)
    {
        (_process, _outside, _folder, _key) = (process, outside, folder, key);
        Address = new Uri(address);
        Caller = new Caller(address, key);
    }

    public Uri Address { get; }

    public Caller Caller { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double DatabaseMegabytes =>
        new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1e6;

    /// <summary>A link that signs a browser in, once.</summary>
    public string SignInLink =>
        FirstLink.AddressOf(
            Address.GetLeftPart(UriPartial.Authority),
            FirstLink.CodeOf(_key, TimeProvider.System.GetUtcNow())
        );

    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static async Task<Service> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rollouts-bench-").FullName;
        var port = FreePort();
        var (metrics, runtime) = ($"{FreePort()}", $"{FreePort()}");
        var outside = Launch("outside", metrics, runtime);
        var process = Launch("api", $"{port}", metrics, runtime, folder, "false");
        var address = $"http://127.0.0.1:{port}";
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                await http.GetStringAsync($"{address}/health/live");
                var file = Path.Combine(folder, "data", "administrator.key");
                return new Service(process, outside, folder, address, (await File.ReadAllTextAsync(file)).Trim());
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        foreach (var process in new[] { _process, _outside })
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Process Launch(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false })!;

    private static int FreePort()
    {
        using var socket = new TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }
}
