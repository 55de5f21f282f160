using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rollouts.Servers;

/// <summary>
/// A real provider of OpenID Connect on the loopback (the npm package oidc-provider), with new keys at each start.
/// Anybody signs in by any name.
/// </summary>
public sealed class OidcServer : IAsyncDisposable
{
    /// <summary>With what would break a header that was put together carelessly.</summary>
    public const string ClientSecret = "rollouts-client-secret:/+ %";

    private static readonly string Folder = Repository.PathOf("tests", "clients");

    private readonly ServerProcess _process;

    private OidcServer(string issuer, ServerProcess process) => (Issuer, _process) = (issuer, process);

    public string Issuer { get; }

    /// <param name="algorithm">Which it signs with: <c>RS256</c> or <c>ES256</c>.</param>
    public static async Task<OidcServer> StartAsync(int port, string redirect, string algorithm)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")))
        {
            throw new InvalidOperationException(
                "The test clients are not installed: run ./test once, or 'npm ci' in tests/clients."
            );
        }

        var issuer = $"http://127.0.0.1:{port}";
        using var http = new HttpClient();
        var process = await ServerProcess.StartAsync(
            "node",
            [Path.Combine(Folder, "oidc.mjs"), $"{port}", redirect, algorithm],
            async () =>
            {
                try
                {
                    using var response = await http.GetAsync($"{issuer}/.well-known/openid-configuration");
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(60)
        );
        return new OidcServer(issuer, process);
    }

    /// <summary>The token of a pipeline, as it would get it by its own secret.</summary>
    public async Task<string> TokenAsync(string audience)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.ASCII.GetBytes("pipeline:pipeline-secret"))
        );
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("resource", audience),
        ]);
        using var response = await http.PostAsync($"{Issuer}/token", form);
        var answer = await response.Content.ReadAsStringAsync();
        return JsonElement.Parse(answer).GetProperty("access_token").GetString()!;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
