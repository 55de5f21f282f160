using System.Text.Json;
using Rollouts.Bench.Api;

namespace Rollouts.Bench.Dashboard;

/// <summary>An installation that has been used for years: many services, each with releases behind it and one that is live.</summary>
internal sealed class History(Caller caller)
{
    private const int Services = 1_000;
    private const int Attempts = 20;

    private readonly List<string> _live = [];

    /// <summary>The ids of live rollouts; those that are moved are taken from it.</summary>
    public IReadOnlyList<string> Live => _live;

    public async Task FillAsync(int live, int ended)
    {
        // A service has one rollout at a time, so its releases come one after another.
        await ForEachAsync(
            Math.Min(Services, ended),
            async service =>
            {
                for (var number = service; number < ended; number += Services)
                {
                    await RollBackAsync(await StartAsync($"old{service}", $"1.{number}"));
                }
            }
        );
        await ForEachAsync(
            live,
            async number =>
            {
                var id = await StartAsync($"s{number}", "2.0.0");
                lock (_live)
                {
                    _live.Add(id);
                }
            }
        );
    }

    /// <summary>Live rollouts that no one has taken before.</summary>
    public IReadOnlyList<string> Take(int count)
    {
        var taken = _live.Take(count).ToList();
        _live.RemoveRange(0, taken.Count);
        return taken;
    }

    public async Task RollBackAsync(string id)
    {
        using var answer = await caller.Http.PostAsync(
            $"rollouts/{id}/rollback",
            Caller.Json(new { reason = "a bench" })
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The stand-in for the router shares the machine and may be too slow for a start now and then.</summary>
    private async Task<string> StartAsync(string service, string version)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(service, version, attempt);
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task<string> StartOnceAsync(string service, string version, int attempt)
    {
        var body = new
        {
            service,
            environment = "bench",
            version,
            reason = "a bench",
            plan = PlanOf(service),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "rollouts") { Content = Caller.Json(body) };
        request.Headers.Add("Idempotency-Key", $"{service}-{version}-{attempt}");
        using var answer = await caller.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!
            : throw new InvalidOperationException(text);
    }

    private static Task ForEachAsync(int count, Func<int, Task> work) =>
        Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (number, _) => await work(number)
        );

    private static string PlanOf(string service) =>
        $$"""
            service: {{service}}
            environment: bench
            owner: team-{{service.Length}}
            target: { route: { connection: edge, haproxy: { proxy: be_{{service}} } } }
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
                  - verify: { atLeast: 10m, atMost: 1h }
                  - shift: 100%
                  - bake: 10m
            """;
}
