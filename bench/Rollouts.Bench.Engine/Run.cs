using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Rollouts.Servers;
using Rollouts.Servers.Postgres;

namespace Rollouts.Bench.Engine;

/// <summary>One store with its worker and what is outside, from the first start to the last kill.</summary>
internal sealed class Run : IAsyncDisposable
{
    private readonly List<Process> _processes = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(20) };
    private readonly string _folder = Directory.CreateTempSubdirectory("rollouts-bench-").FullName;
    private readonly string _store;
    private readonly int _rollouts;
    private readonly int _metrics = FreePort();
    private readonly int _runtime = FreePort();
    private PostgresServer? _server;
    private PrometheusServer? _prometheus;
    private string? _connection;

    private Run(string store, int rollouts) => (_store, _rollouts) = (store, rollouts);

    /// <param name="isReal">Whether a real Prometheus is asked.</param>
    public static async Task<Run> StartAsync(string store, int rollouts, bool isReal)
    {
        var run = new Run(store, rollouts);
        if (store == "postgres")
        {
            run._server = await PostgresServer.StartAsync("-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB");
            run._connection = await run._server.CreateDatabaseAsync();
        }

        run.Launch("outside", $"{run._metrics}", $"{run._runtime}", $"{(isReal ? rollouts : 0)}");
        if (isReal)
        {
            run._prometheus = await PrometheusServer.StartAsync($"127.0.0.1:{run._metrics}");
        }

        return run;
    }

    public async IAsyncEnumerable<string> MeasureAsync(int seconds)
    {
        var (worker, process) = await WorkerAsync();
        var began = Stopwatch.StartNew();
        await PostAsync($"{worker}/start/0/{_rollouts}");
        await Console.Error.WriteLineAsync($"{_rollouts} rollouts started in {began.Elapsed.TotalSeconds:0.0} s");
        await SettleAsync(worker);
        var window = await WindowAsync(worker, seconds);
        var what = _prometheus is null ? _store : $"{_store} and Prometheus";
        yield return Report.Line($"{what}, {_rollouts:N0}", window);

        var loaded = await RollBackAsync(worker, first: 0, count: 50);
        yield return $"\nrollBack to the router's first write, {_store}, beside {_rollouts:N0} live rollouts: {loaded}";
        if (_connection is not null)
        {
            yield return await TakeOverAsync(process);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        _http.Dispose();
        if (_prometheus is not null)
        {
            await _prometheus.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    // The first minutes are not what it will be: everything is compiled, and everybody who was started at once is found
    // healthy at once.
    private async Task SettleAsync(string worker)
    {
        while (true)
        {
            var window = await WindowAsync(worker, 10);
            await Console.Error.WriteLineAsync(Report.Line("settling", window));
            if (
                window.TickP99 < 1_000
                && window.Ticks / window.Seconds > _rollouts * 0.18
                && window.Drives / window.Seconds < _rollouts * 0.09
            )
            {
                return;
            }

            if (_settled++ > 24)
            {
                return;
            }
        }
    }

    private int _settled;

    private async Task<string> RollBackAsync(string worker, int first, int count)
    {
        List<double> took = [];
        for (var number = first; number < first + count; number++)
        {
            var given = long.Parse(await PostAsync($"{worker}/rollback/{number}"), CultureInfo.InvariantCulture);
            var proxy = $"http://127.0.0.1:{_metrics}/written/be_{number}";
            while (true)
            {
                using var answer = await _http.GetAsync(proxy);
                var at = answer.IsSuccessStatusCode
                    ? long.Parse(await answer.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture)
                    : 0;
                if (at > given)
                {
                    took.Add(Stopwatch.GetElapsedTime(given, at).TotalMilliseconds);
                    break;
                }

                await Task.Delay(5);
            }
        }

        took.Sort();
        return $"p50 {Lateness.At(took, 0.5):0.0} ms, p99 {Lateness.At(took, 0.99):0.0} ms of {count}";
    }

    /// <summary>One worker is killed in the middle of it; what it held is late by as long as it takes the other.</summary>
    private async Task<string> TakeOverAsync(Process first)
    {
        var (second, _) = await WorkerAsync();
        await WindowAsync(second, 15);
        first.Kill();
        await first.WaitForExitAsync();
        var after = await WindowAsync(second, 30);
        return $"\nkill -9 of one of two workers, {_rollouts:N0} live rollouts: the longest that a rollout was late for "
            + $"is {after.DriveWorst / 1_000:0.0} s, a tick {after.TickWorst / 1_000:0.0} s";
    }

    private async Task<Window> WindowAsync(string worker, int seconds)
    {
        await _http.GetStringAsync($"{worker}/window");
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return (await _http.GetFromJsonAsync<Window>($"{worker}/window", NamedFloats.Options))!;
    }

    private async Task<(string Address, Process Process)> WorkerAsync()
    {
        var port = FreePort();
        string[] store = _connection is null ? [_folder] : [_folder, _connection];
        var process = Launch(["worker", $"{port}", Source, $"{_runtime}", .. store]);
        var address = $"http://127.0.0.1:{port}";
        while (true)
        {
            try
            {
                await _http.GetStringAsync($"{address}/window");
                return (address, process);
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task<string> PostAsync(string address)
    {
        using var answer = await _http.PostAsync(address, content: null);
        return answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync().Result;
    }

    private Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false };
        // As deploy/ has it.
        start.Environment["DOTNET_GCgen0size"] = "0x6000000";
        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    private string Source =>
        _prometheus is { } real
            ? $"{{ address: '{real.Address}', basicAuth: {{ user: {PrometheusServer.User}, "
                + $"password: {{ file: '{real.PasswordFile}' }} }} }}"
            : $"{{ address: 'http://127.0.0.1:{_metrics}' }}";

    private static int FreePort()
    {
        using var socket = new TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }
}
