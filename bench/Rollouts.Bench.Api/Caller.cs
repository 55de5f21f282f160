using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Rollouts.Bench.Engine;

namespace Rollouts.Bench.Api;

/// <summary>Somebody who calls at a fixed pace, whether the answers keep up or not.</summary>
internal sealed class Caller : IDisposable
{
    private static readonly string[] Viewer = ["viewer"];

    private readonly HttpClient _http;

    public Caller(string address, string key)
    {
        _http = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = 2_000, PooledConnectionLifetime = TimeSpan.FromHours(1) }
        )
        {
            BaseAddress = new Uri($"{address}/api/v1/"),
            Timeout = TimeSpan.FromMinutes(1),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public HttpClient Http => _http;

    /// <summary>Readers with a key each: the API bounds how many streams one caller may listen to.</summary>
    public async Task<IReadOnlyList<Caller>> ReadersAsync(int count)
    {
        List<Caller> readers = [];
        for (var number = 0; number < count; number++)
        {
            using var answer = await _http.PostAsync(
                "keys",
                Json(
                    new
                    {
                        name = $"reader-{number}",
                        roles = Viewer,
                        reason = "a bench",
                    }
                )
            );
            answer.EnsureSuccessStatusCode();
            var issued = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            readers.Add(
                new Caller(_http.BaseAddress!.GetLeftPart(UriPartial.Authority), issued.GetProperty("key").GetString()!)
            );
        }

        return readers;
    }

    public static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");

    /// <summary>
    /// Each call is timed from when it was to be made, so that one that waits for those before it is not counted as
    /// quick.
    /// </summary>
    public static async Task<List<double>> PacedAsync(int perSecond, int count, Func<int, Task> call)
    {
        var began = Stopwatch.GetTimestamp();
        var calls = new List<Task<double>>(count);
        for (var number = 0; number < count; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / perSecond);
            var wait = due - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            calls.Add(TimedAsync(began, due, number, call));
        }

        var took = (await Task.WhenAll(calls)).ToList();
        took.Sort();
        return took;
    }

    public static string Say(List<double> sorted) =>
        $"p50 {Lateness.At(sorted, 0.5):0.0} ms, p99 {Lateness.At(sorted, 0.99):0.0} ms, "
        + $"longest {sorted[^1]:0.0} ms";

    public void Dispose() => _http.Dispose();

    private static async Task<double> TimedAsync(long began, TimeSpan due, int number, Func<int, Task> call)
    {
        await call(number);
        return (Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds;
    }
}
