using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Rollouts.Servers.Postgres;

namespace Rollouts.Bench.Api;

/// <summary>One store with its API, and everybody who calls it.</summary>
internal sealed class Run : IAsyncDisposable
{
    private const int Warming = 1_000;
    private const int Starts = 2_000;
    private const int StartsPerSecond = 200;
    private const int Reads = 15_000;
    private const int ReadsPerSecond = 1_000;
    private const int Listeners = 500;
    private const int Storm = 200;

    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("rollouts-bench-").FullName;
    private readonly string _store;
    private readonly bool _works;
    private readonly int _metrics = FreePort();
    private readonly int _runtime = FreePort();
    private PostgresServer? _server;
    private string? _connection;

    private Run(string store, bool works) => (_store, _works) = (store, works);

    /// <param name="works">Whether the API's process also drives what it starts.</param>
    public static async Task<Run> StartAsync(string store, bool works)
    {
        var run = new Run(store, works);
        if (store == "postgres")
        {
            run._server = await PostgresServer.StartAsync("-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB");
            run._connection = await run._server.CreateDatabaseAsync();
        }

        run.Launch("outside", $"{run._metrics}", $"{run._runtime}");
        return run;
    }

    public async IAsyncEnumerable<string> MeasureAsync()
    {
        using var caller = await ApiAsync();
        for (var number = 0; number < Warming + Starts; number++)
        {
            using var plan = new StringContent(PlanOf(number), Encoding.UTF8, "application/yaml");
            await DoneAsync(caller.Http.PostAsync("plans", plan));
        }

        var ids = new string[Warming + Starts];
        await Caller.PacedAsync(100, Warming, number => StartAsync(caller, number, ids));
        var starts = await Caller.PacedAsync(
            StartsPerSecond,
            Starts,
            number => StartAsync(caller, Warming + number, ids)
        );
        var where = _works ? _store : $"{_store}, workers elsewhere";
        yield return $"| {where} | {Starts:N0} starts, {StartsPerSecond} a second | {Caller.Say(starts)} |";

        // What was started together goes through its first steps together; a list is mostly read when it has.
        await Task.Delay(TimeSpan.FromSeconds(30));
        var reads = await Caller.PacedAsync(
            ReadsPerSecond,
            Reads,
            _ => DoneAsync(caller.Http.GetAsync("rollouts?live=true"))
        );
        yield return $"| {where} | {Reads:N0} reads of the list, {ReadsPerSecond:N0} a second, beside "
            + $"{ids.Length:N0} active rollouts | {Caller.Say(reads)} |";

        if (!_works)
        {
            yield break;
        }

        using var listening = await Listening.StartAsync(caller, Listeners, "\"status\":\"Roll");
        await Task.Delay(TimeSpan.FromSeconds(2));
        var told = new Dictionary<string, long>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            ids.Take(Storm),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (id, token) =>
            {
                await DoneAsync(
                    caller.Http.PostAsync($"rollouts/{id}/rollback", Caller.Json(new { reason = "a bench" }), token)
                );
                lock (told)
                {
                    told[id] = Stopwatch.GetTimestamp();
                }
            }
        );
        var began = Stopwatch.StartNew();
        while (listening.Heard < Listeners * Storm && began.Elapsed < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(50);
        }

        var heard = listening.Since(told);
        yield return $"| {where} | {Storm} rollouts change at once, {Listeners} listeners: {heard.Count:N0} of "
            + $"{Listeners * Storm:N0} events heard | {Caller.Say(heard)} |";
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

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task StartAsync(Caller caller, int number, string[] ids)
    {
        var body = new
        {
            service = $"s{number}",
            environment = "bench",
            version = "v2",
            reason = "a bench",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "rollouts") { Content = Caller.Json(body) };
        request.Headers.Add("Idempotency-Key", $"start-{number}");
        using var answer = await caller.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ids[number] = answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!
            : throw new InvalidOperationException(text);
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task<Caller> ApiAsync()
    {
        var port = FreePort();
        string[] store = _connection is null ? [_folder, $"{_works}"] : [_folder, $"{_works}", _connection];
        Launch(["api", $"{port}", $"{_metrics}", $"{_runtime}", .. store]);
        var file = Path.Combine(_folder, "data", "administrator.key");
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                await http.GetStringAsync($"http://127.0.0.1:{port}/health/ready");
                return new Caller($"http://127.0.0.1:{port}", (await File.ReadAllTextAsync(file)).Trim());
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
    }

    private void Launch(params string[] arguments)
    {
        _processes.Add(
            Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false })!
        );
    }

    // At 5 % for hours: what is measured is the API beside a worker that watches.
    private static string PlanOf(int number) =>
        $$"""
            service: s{{number}}
            environment: bench
            target: { route: { connection: edge, haproxy: { proxy: be_{{number}} } } }
            backends: { slots: [blue, green] }
            checks:
              - name: errors
                counts:
                  total: 'http_requests_total{app="{service}",version="{backend}"}'
                  bad: 'http_requests_total{app="{service}",version="{backend}",code="500"}'
                judge: { sequential: { against: { atMost: 1% } } }
                every: 10s
            strategy:
              canary:
                steps:
                  - shift: 5%
                  - verify: { atLeast: 6h, atMost: 12h }
                  - shift: 100%
                  - bake: 1h
            """;

    private static int FreePort()
    {
        using var socket = new TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }
}
