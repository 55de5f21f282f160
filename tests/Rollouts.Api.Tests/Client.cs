using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rollouts.Api.Tests;

/// <summary>Somebody who calls the API.</summary>
public sealed class Client : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });

    public Client(string address, string? key)
    {
        _http.BaseAddress = new Uri($"{address}/api/v1/");
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public HttpClient Http => _http;

    public void Dispose() => _http.Dispose();

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, content: null, headers);

    public Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, ContentOf(body), headers);

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await Answer.OfAsync(response);
    }

    public Task<Answer> StartAsync(string version, string? key = null, string plan = Releases.Plan) =>
        PostAsync(
            "rollouts",
            new
            {
                service = "shop",
                environment = "staging",
                version,
                reason = "a test",
                plan,
            },
            key is null ? [] : [("Idempotency-Key", key)]
        );

    /// <summary>Text goes as it is, anything else as JSON.</summary>
    private static HttpContent ContentOf(object body) =>
        body switch
        {
            byte[] bytes => new ByteArrayContent(bytes),
            string text => new ByteArrayContent(Encoding.UTF8.GetBytes(text)),
            _ => new StringContent(
                JsonSerializer.Serialize(body, JsonSerializerOptions.Web),
                Encoding.UTF8,
                "application/json"
            ),
        };
}
