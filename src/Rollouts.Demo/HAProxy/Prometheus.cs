using Rollouts.Demo.Processes;

namespace Rollouts.Demo.HAProxy;

/// <summary>A real Prometheus that scrapes one target every second.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly OwnedProcess _process;

    private Prometheus(OwnedProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Prometheus> StartAsync(
        string program,
        string folder,
        string target,
        CancellationToken cancellation
    )
    {
        var address = $"127.0.0.1:{Ports.Free(1)[0]}";
        var file = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(
            file,
            $"""
            global: {"{"} scrape_interval: 1s, scrape_timeout: 1s {"}"}
            scrape_configs:
              - job_name: haproxy
                static_configs: [ {"{"} targets: [ '{target}' ] {"}"} ]

            """,
            cancellation
        );
        var process = OwnedProcess.Start(
            program,
            [
                $"--config.file={file}",
                $"--web.listen-address={address}",
                $"--storage.tsdb.path={Path.Combine(folder, "prometheus")}",
                "--log.level=warn",
            ]
        );
        var prometheus = new Prometheus(process, new Uri($"http://{address}/"));
        try
        {
            using var http = new HttpClient { BaseAddress = prometheus.Address };
            await process.ReadyAsync("Prometheus", token => IsReadyAsync(http, token), LongestStart, cancellation);
            return prometheus;
        }
        catch
        {
            await prometheus.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync("-/ready", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
