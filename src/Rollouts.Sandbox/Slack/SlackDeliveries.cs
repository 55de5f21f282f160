using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>
/// Brings what users do to the app: through Socket Mode where it is connected, and else by signed requests.
/// </summary>
internal sealed class SlackDeliveries(SlackSettings settings, SlackSockets sockets, TimeProvider clock) : IDisposable
{
    /// <summary>A later answer is none.</summary>
    private readonly HttpClient _http = new() { Timeout = settings.Patience };

    /// <summary>Where the app takes requests; null until it is said.</summary>
    public Uri? RequestUrl { get; set; }

    /// <summary>The secret that requests are signed with; a new one is in force at once.</summary>
    public string SigningSecret { get; set; } = settings.SigningSecret;

    /// <summary>How far the time of requests is ahead.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <param name="times">How often it is delivered; more than once for a redelivery.</param>
    /// <returns>What the app answered at the last delivery; null if it did not acknowledge it.</returns>
    public async Task<string?> InteractAsync(JsonObject payload, int times, CancellationToken cancellation)
    {
        var envelope = Guid.NewGuid().ToString();
        string? answer = null;
        for (var i = 0; i < times; i++)
        {
            answer =
                sockets.Count > 0
                    ? (
                        await sockets.DeliverAsync("interactive", payload, envelope, settings.Patience, cancellation)
                    )?.ToJsonString()
                    : await PostAsync(
                        "interactivity",
                        new FormUrlEncodedContent([new("payload", payload.ToJsonString())]),
                        cancellation
                    );
        }

        return answer;
    }

    public async Task<string?> CommandAsync(IReadOnlyDictionary<string, string> form, CancellationToken cancellation)
    {
        if (sockets.Count == 0)
        {
            return await PostAsync("commands", new FormUrlEncodedContent(form), cancellation);
        }

        var payload = new JsonObject(form.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        var envelope = Guid.NewGuid().ToString();
        return (
            await sockets.DeliverAsync("slash_commands", payload, envelope, settings.Patience, cancellation)
        )?.ToJsonString();
    }

    public async Task<string?> HappenAsync(JsonObject happened, CancellationToken cancellation)
    {
        var payload = new JsonObject
        {
            ["type"] = "event_callback",
            ["team_id"] = SlackSettings.Workspace,
            ["api_app_id"] = SlackSettings.AppId,
            ["event_id"] = $"Ev{Guid.NewGuid():N}",
            ["event"] = happened,
        };
        var envelope = Guid.NewGuid().ToString();
        return sockets.Count > 0
            ? (
                await sockets.DeliverAsync("events_api", payload, envelope, settings.Patience, cancellation)
            )?.ToJsonString()
            : await PostAsync(
                "events",
                new StringContent(payload.ToJsonString(), Encoding.UTF8, "application/json"),
                cancellation
            );
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> PostAsync(string path, HttpContent content, CancellationToken cancellation)
    {
        if (RequestUrl is not { } address)
        {
            return null;
        }

        var body = await content.ReadAsByteArrayAsync(cancellation);
        var seconds = (clock.GetUtcNow() + ClockAhead).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{seconds}:"), .. body];
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SigningSecret), signed);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = content };
        request.Headers.Add("X-Slack-Request-Timestamp", seconds);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(signature));
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellation) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
