using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Rollouts.Api.SignIn;
using Rollouts.Demo.Stages;

namespace Rollouts.Dashboard.Tests;

/// <summary>The product and its sandbox as <c>./run</c> starts them, seen through Debian's Chromium.</summary>
public abstract class DashboardTest : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>A page that is rendered on a busy machine; a test that waits in vain says for what.</summary>
    protected const float LongestWait = 60_000;

    private readonly HttpClient _http = new();
    private Stage? _stage;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    protected Uri Address => _http.BaseAddress!;

    protected IBrowser Browser => _browser!;

    /// <summary>Where customers of the sandbox's shop ask.</summary>
    protected Uri Front => _stage!.Sandbox.Front;

    public async Task InitializeAsync()
    {
        _stage = await Stage.StartAsync(new StageSettings(), default);
        var key = (await File.ReadAllTextAsync(_stage.Api.KeyFile)).Trim();
        _http.BaseAddress = _stage.Api.Address;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Assertions.SetDefaultExpectTimeout(LongestWait);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] }
        );
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    /// <summary>Ends the service; what it wrote stays.</summary>
    protected Task StopAsync() => _stage!.StopApiAsync();

    /// <summary>Starts the service again, at the address that pages know.</summary>
    protected Task StartAgainAsync() => _stage!.StartApiAsync(Address.Port, default);

    /// <summary>A browser of its own whose person has followed a one-time link.</summary>
    protected async Task<IPage> SignInAsync(BrowserNewContextOptions? options = null)
    {
        var context = await Browser.NewContextAsync(options ?? new BrowserNewContextOptions());
        context.SetDefaultTimeout(LongestWait);
        var page = await context.NewPageAsync();
        var key = (await File.ReadAllTextAsync(_stage!.Api.KeyFile)).Trim();
        var link = FirstLink.AddressOf(
            Address.GetLeftPart(UriPartial.Authority),
            FirstLink.CodeOf(key, TimeProvider.System.GetUtcNow())
        );
        await page.GotoAsync(link);
        await page.ClickAsync("button");
        return page;
    }

    protected Task GoAsync(IPage page, string path) => page.GotoAsync(new Uri(Address, path).ToString());

    /// <summary>Starts a version over the API; its id.</summary>
    /// <param name="plan">The plan; null for the one that is kept under the service's name.</param>
    protected async Task<string> StartAsync(string service, string version, double errorRate, string? plan = null)
    {
        using var turned = await _http.PutAsJsonAsync(
            new Uri(_stage!.Sandbox.Admin, $"services/{service}/idle"),
            new { errorRate }
        );
        turned.EnsureSuccessStatusCode();
        var answer = await SendAsync(
            "rollouts",
            new
            {
                service,
                environment = "staging",
                version,
                reason = "a test",
                plan,
            },
            ifMatch: null
        );
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>Gives a command over the API, as another person would.</summary>
    protected Task<JsonElement> CommandAsync(string id, string command, string position) =>
        SendAsync($"rollouts/{id}/{command}", new { reason = "a test" }, $"\"{position}\"");

    protected async Task<JsonElement> ReadAsync(string path) =>
        await _http.GetFromJsonAsync<JsonElement>(new Uri(Address, $"/api/v1/{path}"));

    /// <summary>Waits until a rollout is so.</summary>
    protected Task UntilAsync(string id, Func<JsonElement, bool> condition, string what) =>
        Eventually.IsAsync(
            async () => condition(await ReadAsync($"rollouts/{id}")),
            what,
            TimeSpan.FromMilliseconds(LongestWait)
        );

    protected static bool Has(JsonElement rollout, string property, string value) =>
        rollout.GetProperty(property).GetString() == value;

    private async Task<JsonElement> SendAsync(string path, object body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, $"/api/v1/{path}"))
        {
            Content = JsonContent.Create(body),
        };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }
}
