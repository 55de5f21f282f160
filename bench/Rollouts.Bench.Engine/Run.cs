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
    /// <summary>How many commands a percentile is made of.</summary>
    private const int Backs = 50;

    private const int Settling = 5;

    private const int MostWindows = 72;

    private const int LoadSeconds = 30;

    private const int StartsPerSecond = 200;

    private const int NewOnes = 1_000_000;

    private const int OftenAsked = 2_000_000;

    private readonly List<Process> _processes = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(20) };
    private readonly string _folder = Directory.CreateTempSubdirectory("rollouts-bench-").FullName;
    private readonly string _store;
    private readonly int _rollouts;
    private readonly HashSet<string> _asked;
    private readonly int _metrics = FreePort();
    private readonly int _runtime = FreePort();
    private PostgresServer? _server;
    private PrometheusServer? _prometheus;
    private string? _connection;

    private Run(string store, int rollouts, HashSet<string> asked) =>
        (_store, _rollouts, _asked) = (store, rollouts, asked);

    /// <param name="asked">What else is measured, as Program lists it.</param>
    public static async Task<Run> StartAsync(string store, int rollouts, HashSet<string> asked)
    {
        var isReal = asked.Contains("prometheus");
        var run = new Run(store, rollouts, asked);
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

        if (asked.Contains("half"))
        {
            run.Launch("burn", "0.5");
        }

        return run;
    }

    public async IAsyncEnumerable<string> MeasureAsync(int seconds)
    {
        var (worker, process) = await WorkerAsync();
        var began = Stopwatch.StartNew();
        await PostAsync($"{worker}/start/0/{_rollouts}/{Fleet.UsualEvery}");
        await Console.Error.WriteLineAsync($"{_rollouts} rollouts started in {began.Elapsed.TotalSeconds:0.0} s");
        var settled = await SettleAsync(worker);
        yield return $"\nsettled {settled.Took.TotalSeconds:0} s after the last start of {_rollouts:N0}, ticks late at "
            + $"most by {settled.Worst / 1_000:0.0} s meanwhile (windows of {Settling} s), load {Machine.Load}\n";
        var window = await WindowAsync(worker, seconds);
        var what = _prometheus is null ? _store : $"{_store} and Prometheus";
        yield return Report.Line($"{what}, {_rollouts:N0}, load {Machine.Load}", window);

        var first = 0;
        yield return await BackAsync(worker, $"beside {_rollouts:N0} live rollouts", first);
        if (_asked.Contains("rehearsal"))
        {
            await PostAsync($"{worker}/rehearse/{LoadSeconds}");
            yield return await BackAsync(worker, "while a plan is rehearsed", first += Backs);
        }

        if (_asked.Contains("starts"))
        {
            var starts = PostAsync($"{worker}/starts/{NewOnes}/{StartsPerSecond}/{LoadSeconds}");
            yield return await BackAsync(worker, $"while {StartsPerSecond} a second are started", first += Backs);
            yield return $"\n{StartsPerSecond} starts a second into the same process, {_store}: {await starts}";
        }

        if (_asked.Contains("checks"))
        {
            await PostAsync($"{worker}/start/{OftenAsked}/{_rollouts / 4}/1");
            await WindowAsync(worker, 20);
            yield return await BackAsync(worker, "while more checks are due than are asked", first += Backs);
            yield return Report.Line($"{_store}, saturated by checks", await WindowAsync(worker, 5));
        }

        if (_connection is not null && _asked.Contains("outage"))
        {
            yield return await OutageAsync(worker);
        }

        if (_connection is not null && (_asked.Count == 0 || _asked.Contains("kill")))
        {
            yield return await TakeOverAsync(process, first + Backs);
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
    private async Task<(TimeSpan Took, double Worst)> SettleAsync(string worker)
    {
        var (began, worst) = (Stopwatch.GetTimestamp(), 0.0);
        for (var window = 0; window < MostWindows; window++)
        {
            var seen = await WindowAsync(worker, Settling);
            worst = Math.Max(worst, double.IsNaN(seen.TickP99) ? 0 : seen.TickP99);
            await Console.Error.WriteLineAsync(Report.Line("settling", seen));
            if (seen.TickP99 < 1_000 && seen.Ticks / seen.Seconds > _rollouts * 0.18)
            {
                break;
            }
        }

        return (Stopwatch.GetElapsedTime(began), worst);
    }

    private async Task<string> BackAsync(string worker, string beside, int first) =>
        $"\nrollBack to the router's first write, {_store}, {beside}: {await RollBackAsync(worker, first, Backs)}, "
        + $"load {Machine.Load}";

    private async Task<string> OutageAsync(string worker)
    {
        await _server!.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(30));
        await _server.StartAgainAsync();
        var (took, worst) = await SettleAsync(worker);
        return $"\nPostgreSQL away for 30 s, {_rollouts:N0} live rollouts: settled {took.TotalSeconds:0} s after its "
            + $"return, ticks late at most by {worst / 1_000:0.0} s";
    }

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
    private async Task<string> TakeOverAsync(Process first, int number)
    {
        var (second, _) = await WorkerAsync();
        await WindowAsync(second, 15);
        first.Kill();
        await first.WaitForExitAsync();
        await _http.GetStringAsync($"{second}/window");
        var backs = await RollBackAsync(second, number, Backs);
        await Task.Delay(TimeSpan.FromSeconds(20));
        var after = (await _http.GetFromJsonAsync<Window>($"{second}/window", NamedFloats.Options))!;
        return $"\nkill -9 of one of two workers, {_rollouts:N0} live rollouts: the longest that a rollout was late for "
            + $"is {after.DriveWorst / 1_000:0.0} s, a tick {after.TickWorst / 1_000:0.0} s; rollBack right after it: {backs}";
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
