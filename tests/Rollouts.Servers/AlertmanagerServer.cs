using System.Net.Http.Json;

namespace Rollouts.Servers;

/// <summary>A real Alertmanager on the loopback that tells a webhook of its alerts at once.</summary>
public sealed class AlertmanagerServer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ServerProcess _process;
    private readonly HttpClient _client;
    private readonly Dictionary<(string, string), DateTimeOffset> _began = [];

    private AlertmanagerServer(TempFolder folder, ServerProcess process, HttpClient client) =>
        (_folder, _process, _client) = (folder, process, client);

    /// <param name="webhook">Where it sends what it knows.</param>
    /// <param name="login">
    /// How it makes itself known, as its configuration says that: <c>authorization: { credentials: x }</c>.
    /// </param>
    public static async Task<AlertmanagerServer> StartAsync(Uri webhook, string login)
    {
        var folder = new TempFolder();
        var address = $"127.0.0.1:{Ports.Free(1)[0]}";
        var configuration = folder.Write(
            "alertmanager.yml",
            $$"""
            route: { receiver: rollouts, group_by: [alertname], group_wait: 0s, group_interval: 1s }
            receivers:
              - name: rollouts
                webhook_configs:
                  - { url: '{{webhook}}', send_resolved: true, http_config: { {{login}} } }

            """
        );
        var client = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
        var process = await ServerProcess.StartAsync(
            "prometheus-alertmanager",
            [
                $"--config.file={configuration}",
                $"--web.listen-address={address}",
                $"--storage.path={folder["data"]}",
                "--cluster.listen-address=",
                "--log.level=warn",
            ],
            () => IsReadyAsync(client)
        );
        return new AlertmanagerServer(folder, process, client);
    }

    /// <summary>An alert fires, from now on and until it is resolved.</summary>
    public Task FireAsync(string name, string cluster = "main")
    {
        _began[(name, cluster)] = TimeProvider.System.GetUtcNow();
        return TellAsync(name, cluster, TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
    }

    public Task ResolveAsync(string name, string cluster = "main") =>
        TellAsync(name, cluster, TimeProvider.System.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task TellAsync(string name, string cluster, DateTimeOffset endsAt)
    {
        // As Prometheus does, which always says when it began; where nobody does, it is taken to begin as it ends.
        var alert = new
        {
            labels = new { alertname = name, cluster },
            startsAt = _began[(name, cluster)].ToString("O"),
            endsAt = endsAt.ToString("O"),
        };
        using var response = await _client.PostAsJsonAsync("api/v2/alerts", new[] { alert });
        response.EnsureSuccessStatusCode();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("-/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
