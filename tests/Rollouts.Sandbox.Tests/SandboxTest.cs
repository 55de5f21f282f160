using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Sandbox.Hosting;

namespace Rollouts.Sandbox.Tests;

/// <summary>A sandbox without customers, so that a test counts its own requests.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    private readonly HttpClient _http = new();

    protected SandboxHost Sandbox { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Sandbox = await SandboxHost.StartAsync(
            new SandboxSettings { RequestsPerSecond = 0, SlackPatience = TimeSpan.FromMinutes(1) }
        );

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await Sandbox.DisposeAsync();
    }

    /// <summary>Sends customers in, and says who served how many with which status.</summary>
    protected async Task<IReadOnlyDictionary<(string Version, int Status), int>> ShopAsync(
        int customers,
        string service = "checkout"
    )
    {
        Dictionary<(string, int), int> served = [];
        for (var customer = 0; customer < customers; customer++)
        {
            using var response = await _http.GetAsync(new Uri(Sandbox.Front, service));
            var by = response.Headers.TryGetValues("x-served-by", out var names) ? names.Single() : "nobody";
            var key = (by, (int)response.StatusCode);
            served[key] = served.GetValueOrDefault(key) + 1;
        }

        return served;
    }

    /// <summary>Who answers for a path; null where nobody does.</summary>
    protected async Task<string?> ServerOfAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(Sandbox.Front, path));
        return response.Headers.TryGetValues("x-served-by", out var names) ? names.Single() : null;
    }

    protected async Task<int> PutAsync(string path, object body)
    {
        var text = body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
        using var content = new StringContent(text);
        using var response = await _http.PutAsync(new Uri(Sandbox.Admin, path), content);
        return (int)response.StatusCode;
    }

    protected async Task<int> DeleteAsync(string path)
    {
        using var response = await _http.DeleteAsync(new Uri(Sandbox.Admin, path));
        return (int)response.StatusCode;
    }

    protected Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(Sandbox.Admin, path));

    /// <summary>Gives the two versions these weights, as whoever owns the route may.</summary>
    protected void Share(params (string Node, int Weight)[] targets)
    {
        var list = targets.Select(target =>
            (JsonNode)new JsonObject { ["virtualNode"] = target.Node, ["weight"] = target.Weight }
        );
        Sandbox.Routes.Update(
            new("demo", "checkout", "checkout"),
            new JsonObject
            {
                ["httpRoute"] = new JsonObject
                {
                    ["match"] = new JsonObject { ["prefix"] = "/" },
                    ["action"] = new JsonObject { ["weightedTargets"] = new JsonArray([.. list]) },
                },
            }
        );
    }
}
