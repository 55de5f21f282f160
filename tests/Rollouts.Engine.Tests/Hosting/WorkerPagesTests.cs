using Rollouts.Engine.Tests.Observing;
using Rollouts.Hosting;
using Rollouts.Servers;
using Rollouts.Worker.Commands;

namespace Rollouts.Engine.Tests.Hosting;

/// <summary>What a worker says of itself.</summary>
public sealed class WorkerPagesTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();
    private HostSettings? _settings;
    private WorkerHost? _host;

    public async Task InitializeAsync()
    {
        var installation = _folder.Write(
            "installation.yaml",
            """
            connections: { edge: { haproxy: { socket: /nowhere.sock } } }
            environments: { test: {} }
            """
        );
        _settings = new HostSettings(
            new FileInfo(installation),
            new DirectoryInfo(_folder["data"]),
            PostgresFrom: null,
            "http://127.0.0.1:0"
        );
        _host = await WorkerHost.StartAsync(_settings, default);
        _client.BaseAddress = new Uri(_host.Address);
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_numbers_are_what_Prometheus_reads()
    {
        await Eventually.IsAsync(
            async () => (await _client.GetStringAsync("metrics")).Contains("rollouts_overdue_rollouts 0"),
            "the worker to have looked what is overdue"
        );
        var page = await _client.GetStringAsync("metrics");

        Assert.Contains(
            "rollouts_store_call_duration_seconds_count{operation=\"claim-rollouts\",outcome=\"done\"}",
            page,
            StringComparison.Ordinal
        );
        Assert.Equal((0, ""), await Promtool.RunAsync(page, "check", "metrics"));
    }

    [Fact]
    public async Task Its_health_is_there_to_be_read()
    {
        Assert.Equal("alive", await _client.GetStringAsync("health/live"));
        Assert.Equal("ready", await _client.GetStringAsync("health/ready"));
        Assert.Equal("nothing was called yet", await _client.GetStringAsync("health/outside"));
    }

    [Fact]
    public void It_says_what_it_serves()
    {
        var worker = _host!.Engine.Worker;

        Assert.Equal(
            $"Drives what is in SQLite in {_folder["data"]}, as worker {worker}, over 1 connection. "
                + $"Health and metrics: {_host.Address}",
            Greeting.Of(_settings!, _host)
        );
    }
}
