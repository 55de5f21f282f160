using System.Text.Json.Nodes;

namespace Rollouts.Demo.Clients;

/// <summary>A user of the sandbox's Slack, who reads messages and presses buttons on its page.</summary>
internal sealed class SlackClient(Uri slack) : IDisposable
{
    private const string Channel = "releases";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = slack,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>The newest message that matches; null if there is none.</summary>
    public async Task<JsonObject?> FindAsync(Func<JsonObject, bool> fits, CancellationToken cancellation)
    {
        var text = await _http.GetStringAsync("sandbox/messages", cancellation);
        var messages = JsonNode.Parse(text)![Channel] as JsonArray ?? [];
        return messages.OfType<JsonObject>().LastOrDefault(fits);
    }

    /// <summary>Presses a button. Returns false if the app did not acknowledge it.</summary>
    public async Task<bool> PressAsync(string user, JsonObject message, string action, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent([
            new("user", user),
            new("channel", (string)message["channel"]!),
            new("ts", (string)message["ts"]!),
            new("action", action),
        ]);
        using var response = await _http.PostAsync("sandbox/press", form, cancellation);
        return response.Headers.Location?.OriginalString.Contains("failed", StringComparison.Ordinal) == false;
    }
}
