using System.Diagnostics;
using System.Text.Json;

namespace Rollouts.Bench.Api;

/// <summary>Many who listen to the list of rollouts, and when each of them heard what.</summary>
internal sealed class Listening : IDisposable
{
    /// <summary>Fewer than the API allows one caller.</summary>
    private const int EachReader = 80;

    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _lines = [];
    private readonly Dictionary<(int Listener, string Rollout), long> _heard = [];
    private readonly string _status;

    private Listening(string status) => _status = status;

    public static async Task<Listening> StartAsync(Caller caller, int listeners, string status)
    {
        var listening = new Listening(status);
        var readers = await caller.ReadersAsync(listeners / EachReader + 1);
        var open = new List<Task>();
        for (var number = 0; number < listeners; number++)
        {
            var isOpen = new TaskCompletionSource();
            listening._lines.Add(listening.ListenAsync(readers[number / EachReader].Http, number, isOpen));
            open.Add(isOpen.Task);
        }

        await Task.WhenAll(open);
        return listening;
    }

    /// <summary>How many of them have heard of how many rollouts.</summary>
    public int Heard
    {
        get
        {
            lock (_heard)
            {
                return _heard.Count;
            }
        }
    }

    /// <summary>From when each rollout was told to, until each heard of it.</summary>
    public List<double> Since(IReadOnlyDictionary<string, long> told)
    {
        lock (_heard)
        {
            var took = _heard
                .Where(pair => told.ContainsKey(pair.Key.Rollout))
                .Select(pair => Stopwatch.GetElapsedTime(told[pair.Key.Rollout], pair.Value).TotalMilliseconds)
                .ToList();
            took.Sort();
            return took;
        }
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async Task ListenAsync(HttpClient http, int number, TaskCompletionSource isOpen)
    {
        try
        {
            using var response = await http.GetAsync(
                "rollouts/live",
                HttpCompletionOption.ResponseHeadersRead,
                _ending.Token
            );
            response.EnsureSuccessStatusCode();
            isOpen.SetResult();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_ending.Token));
            while (await reader.ReadLineAsync(_ending.Token) is { } line)
            {
                if (line.StartsWith("data: {\"", StringComparison.Ordinal) && line.Contains(_status))
                {
                    var id = JsonDocument.Parse(line["data: ".Length..]).RootElement.GetProperty("id").GetString()!;
                    lock (_heard)
                    {
                        _heard.TryAdd((number, id), Stopwatch.GetTimestamp());
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
        catch (Exception exception)
        {
            isOpen.TrySetException(exception);
            await Console.Error.WriteLineAsync($"listener {number}: {exception.Message}");
        }
    }
}
