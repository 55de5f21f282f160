using System.Net.Http.Json;
using System.Text.Json;

namespace Rollouts.Demo.Clients;

/// <summary>The admin API of the sandbox, which makes versions good or bad.</summary>
internal sealed class SandboxClient(Uri admin) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = admin };

    public void Dispose() => _http.Dispose();

    /// <summary>Sets the behaviour of the version that is released next.</summary>
    public async Task TurnIdleAsync(string service, double errorRate, CancellationToken cancellation)
    {
        using var response = await _http.PutAsJsonAsync($"services/{service}/idle", new { errorRate }, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new DemoFailedException(await response.Content.ReadAsStringAsync(cancellation));
        }
    }

    /// <summary>Sets whether the front of a service ignores its weights.</summary>
    public async Task TurnFrontAsync(string service, bool ignoresWeights, CancellationToken cancellation)
    {
        using var response = await _http.PutAsJsonAsync(
            $"services/{service}/front",
            new { ignoresWeights },
            cancellation
        );
        if (!response.IsSuccessStatusCode)
        {
            throw new DemoFailedException(await response.Content.ReadAsStringAsync(cancellation));
        }
    }

    public async Task<SandboxSeen> StateAsync(CancellationToken cancellation) =>
        SandboxSeen.Of(await _http.GetFromJsonAsync<JsonElement>("", cancellation));
}
