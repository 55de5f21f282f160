using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Rollouts.Domain.Audit;

namespace Rollouts.Demo.Clients;

/// <summary>The API as a small script would call it.</summary>
internal sealed class DemoApiClient : IDisposable
{
    private readonly HttpClient _http;

    public DemoApiClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = new Uri(address, "api/v1/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public void Dispose() => _http.Dispose();

    public async Task SubmitAsync(string plan, CancellationToken cancellation)
    {
        using var content = new StringContent(plan);
        using var response = await _http.PostAsync("plans", content, cancellation);
        await ReadAsync(response, cancellation);
    }

    public async Task<RolloutSeen> StartAsync(
        string service,
        string environment,
        string version,
        string reason,
        CancellationToken cancellation
    )
    {
        var body = new
        {
            service,
            environment,
            version,
            reason,
        };
        using var response = await _http.PostAsJsonAsync("rollouts", body, cancellation);
        return RolloutSeen.Of(await ReadAsync(response, cancellation));
    }

    public async Task<RolloutSeen> RolloutAsync(string id, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync($"rollouts/{id}", cancellation);
        return RolloutSeen.Of(await ReadAsync(response, cancellation));
    }

    /// <summary>The newest rollouts, newest first.</summary>
    public async Task<IReadOnlyList<RolloutSeen>> RolloutsAsync(CancellationToken cancellation)
    {
        using var response = await _http.GetAsync("rollouts", cancellation);
        var page = await ReadAsync(response, cancellation);
        return [.. page.GetProperty("rollouts").EnumerateArray().Select(RolloutSeen.Of)];
    }

    /// <summary>The records of a rollout above a version.</summary>
    public async Task<IReadOnlyList<ChainedEntry>> EventsAsync(string id, int above, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync($"rollouts/{id}/events?above={above}", cancellation);
        var events = await ReadAsync(response, cancellation);
        return [.. events.EnumerateArray().Select(one => EventSeen.Of(id, one))];
    }

    /// <summary>Whether requests still reach a candidate that was taken back.</summary>
    public async Task<bool> IsStillServingAsync(string service, string environment, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync($"services/{environment}/{service}", cancellation);
        var seen = await ReadAsync(response, cancellation);
        return seen.GetProperty("stillServing").GetArrayLength() > 0;
    }

    /// <summary>Sends a command for the current position of the rollout.</summary>
    public async Task CommandAsync(string id, string command, string reason, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"rollouts/{id}/{command}");
        request.Content = JsonContent.Create(new { reason });
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{(await RolloutAsync(id, cancellation)).Position}\"");
        using var response = await _http.SendAsync(request, cancellation);
        await ReadAsync(response, cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new DemoFailedException(
                $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} was answered by "
                    + $"{(int)response.StatusCode}: {text}"
            );
    }
}
