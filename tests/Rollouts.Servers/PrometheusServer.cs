using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rollouts.Servers;

/// <summary>A real Prometheus on the loopback, behind a password, that scrapes a target of ours every second.</summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    public const string User = "reader";
    public const string Password = "rollouts";

    // The password above as bcrypt writes it, at its lowest price.
    private const string Hash = "$2b$04$/X2m4sscwo0SpgQIf2VdPOEcp4Uc2mPzP7TdcT.nJ4GuqzTGS.8DC";

    private readonly TempFolder _folder;
    private readonly ServerProcess _process;
    private readonly HttpClient _client;
    private double _marks;

    private PrometheusServer(TempFolder folder, MetricsTarget target, ServerProcess process, HttpClient client)
    {
        (_folder, Target, _process, _client) = (folder, target, process, client);
        PasswordFile = folder.Write("password", Password + "\n");
    }

    public Uri Address => _client.BaseAddress!;

    public MetricsTarget Target { get; }

    public string PasswordFile { get; }

    /// <param name="alsoScraped">Other targets, as <c>127.0.0.1:9101</c>, whose metrics are under /metrics.</param>
    public static async Task<PrometheusServer> StartAsync(params string[] alsoScraped)
    {
        var folder = new TempFolder();
        var target = await MetricsTarget.StartAsync();
        var address = $"127.0.0.1:{Ports.Free(1)[0]}";
        var targets = string.Join(
            ", ",
            alsoScraped.Append($"127.0.0.1:{target.Address.Port}").Select(name => $"'{name}'")
        );
        var configuration = folder.Write(
            "prometheus.yml",
            $"""
            global: {"{"} scrape_interval: 1s, scrape_timeout: 1s {"}"}
            scrape_configs:
              - job_name: test
                static_configs: [ {"{"} targets: [ {targets} ] {"}"} ]

            """
        );
        var web = folder.Write("web.yml", $"basic_auth_users: {{ {User}: '{Hash}' }}\n");
        var client = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.ASCII.GetBytes($"{User}:{Password}"))
        );
        var process = await ServerProcess.StartAsync(
            "prometheus",
            [
                $"--config.file={configuration}",
                $"--web.config.file={web}",
                $"--web.listen-address={address}",
                $"--storage.tsdb.path={folder["data"]}",
                "--log.level=warn",
            ],
            () => IsReadyAsync(client)
        );
        return new PrometheusServer(folder, target, process, client);
    }

    /// <summary>Waits until Prometheus has scraped the target as it is now.</summary>
    public async Task ScrapedAsync()
    {
        var mark = Interlocked.Exchange(ref _marks, _marks + 1) + 1;
        Target.Set("test_mark", mark);
        await Eventually.IsAsync(async () => await NumberAsync("test_mark") >= mark, "Prometheus to scrape");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await Target.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task<double> NumberAsync(string query)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync($"api/v1/query?query={query}"));
        var result = answer.RootElement.GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 0
            ? double.NaN
            : double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
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
