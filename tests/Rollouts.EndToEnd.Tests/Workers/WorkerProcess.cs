using System.Runtime.InteropServices;

namespace Rollouts.EndToEnd.Tests.Workers;

/// <summary>
/// A worker as operators run it: a process of its own, which can be killed and frozen, and started again.
/// </summary>
/// <param name="arguments">Those of <c>serve</c>.</param>
/// <param name="environment">As in <c>NAME=value</c>.</param>
internal sealed class WorkerProcess(string name, IReadOnlyList<string> arguments, params string[] environment)
    : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    // Past lives of it, for what they said.
    private readonly List<ServerProcess> _past = [];
    private ServerProcess? _process;

    public string Name => name;

    /// <summary>What is started; a test-only assembly composes the worker with another clock.</summary>
    public string Assembly { get; init; } = "rollouts-worker.dll";

    /// <summary>All that it has said, in all of its lives.</summary>
    public string Output => string.Concat(_past.Append(_process).Select(process => process?.Output));

    public Uri Health { get; private set; } = new("http://127.0.0.1/");

    public async Task StartAsync()
    {
        Health = new Uri($"http://127.0.0.1:{Ports.Free(1)[0]}/");
        _process = await ServerProcess.StartAsync(
            "env",
            [
                .. environment,
                Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")),
                Path.Combine(AppContext.BaseDirectory, Assembly),
                "serve",
                .. arguments,
                "--listen",
                Health.ToString(),
            ],
            IsLiveAsync,
            LongestStart
        );
    }

    /// <summary>Nothing is finished, nothing is written, nobody is told.</summary>
    public async Task KillAsync()
    {
        await _process!.SignalAsync("KILL");
        await EndedAsync();
    }

    public async Task StopAsync()
    {
        await _process!.SignalAsync("TERM");
        await EndedAsync();
    }

    public Task FreezeAsync() => _process!.SignalAsync("STOP");

    public Task ThawAsync() => _process!.SignalAsync("CONT");

    public async Task<string> ReadinessAsync()
    {
        using var client = new HttpClient { BaseAddress = Health };
        using var answer = await client.GetAsync("health/ready");
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            await process.DisposeAsync();
        }
    }

    private async Task EndedAsync()
    {
        await _process!.EndedAsync();
        _past.Add(_process);
        await DisposeAsync();
    }

    private async Task<bool> IsLiveAsync()
    {
        try
        {
            using var client = new HttpClient { BaseAddress = Health };
            using var answer = await client.GetAsync("health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
