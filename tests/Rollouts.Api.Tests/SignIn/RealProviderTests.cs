using Rollouts.Servers;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>A provider that others made, and a real login: forms, redirects, consent.</summary>
public abstract class RealProviderTests(string algorithm) : ApiTest
{
    private const string Audience = "https://rollouts.example";

    private readonly int[] _ports = Ports.Lasting(2);

    private OidcServer _provider = null!;

    protected override string Listen => $"http://127.0.0.1:{_ports[0]}";

    protected override string Sections =>
        $$"""
            signIn:
              issuer: {{_provider.Issuer}}
              clientId: rollouts
              clientSecret: { file: {{Folder.Write("client", OidcServer.ClientSecret)}} }
              address: {{Listen}}
              scopes: [openid, email, groups]
              tokens: { audience: "{{Audience}}" }
              roles:
                administrator: [roots]
                viewer: [staff]
                deployer: [ci]

            """;

    public override async Task InitializeAsync()
    {
        await StartProviderAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_signs_in_does_what_they_may_and_signs_out()
    {
        using var browser = new Browser(Listen);

        var page = await LogInAsync(browser, "root");

        Assert.Contains(">root@example.com</span>", page.Is(200).Text, StringComparison.Ordinal);
        Assert.Equal("/dashboard", browser.Place.AbsolutePath);
        var me = (await browser.GetAsync("/api/v1/me")).Is(200);
        Assert.Equal("[\"staff\",\"roots\"]", me["groups"]);
        (await browser.GetAsync("/api/v1/keys")).Is(200);

        var left = await browser.SubmitAsync(await browser.GetAsync("/sign-in/done"));
        Assert.Contains("You are signed out", left.Is(200).Text, StringComparison.Ordinal);
        (await browser.GetAsync("/api/v1/me")).Is(401);
    }

    [Fact]
    public async Task Groups_become_roles()
    {
        using var alice = new Browser(Listen);
        await LogInAsync(alice, "alice");
        (await alice.GetAsync("/api/v1/rollouts")).Is(200);
        (await alice.GetAsync("/api/v1/keys")).IsRefused(403, "identity.not-allowed");

        using var nobody = new Browser(Listen);
        Assert.Contains("sign-in.no-role", (await LogInAsync(nobody, "nobody")).Is(403).Text, StringComparison.Ordinal);
        (await nobody.GetAsync("/api/v1/me")).Is(401);

        using var unverified = new Browser(Listen);
        await LogInAsync(unverified, "unverified");
        Assert.Equal("unverified", (await unverified.GetAsync("/api/v1/me")).Is(200)["name"]);
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        using var browser = new Browser(Listen);
        await LogInAsync(browser, "alice");
        // The provider knows them by now and gives a code at once; it is stopped at the door and used twice.
        var sent = (await browser.GetAsync("/sign-in")).Headers["Location"];
        var attempt = browser.Cookie("rollouts-sign-in")!;
        var back = (await browser.GetAsync(sent)).Headers["Location"];
        (await browser.GetAsync(back)).Is(303);

        browser.Keep("rollouts-sign-in", attempt);
        Assert.Contains("sign-in.code-refused", (await browser.GetAsync(back)).Is(403).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_changes_their_mind_is_not_signed_in()
    {
        using var browser = new Browser(Listen);
        await browser.GoAsync("/sign-in");

        var page = await browser.GoAsync($"{browser.Place.AbsoluteUri}/abort");

        Assert.Contains("sign-in.provider-refused", page.Is(403).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_comes_with_a_token_of_its_own()
    {
        using var pipeline = With(await _provider.TokenAsync(Audience));
        Assert.Equal("pipeline", (await pipeline.GetAsync("me")).Is(200)["kind"]);
        (await pipeline.StartAsync("2")).Is(201);

        using var elsewhere = With(await _provider.TokenAsync("https://another.example"));
        (await elsewhere.GetAsync("me")).Is(401);
    }

    [Fact]
    public async Task New_keys_of_the_provider_are_taken_up()
    {
        using (var before = With(await _provider.TokenAsync(Audience)))
        {
            (await before.GetAsync("me")).Is(200);
            await _provider.DisposeAsync();
            (await before.GetAsync("me")).Is(200);
        }

        await StartProviderAsync();
        using var after = With(await _provider.TokenAsync(Audience));
        (await after.GetAsync("me")).Is(200);
    }

    private async Task StartProviderAsync() =>
        _provider = await OidcServer.StartAsync(_ports[1], $"{Listen}/sign-in/callback", algorithm);

    private static async Task<Answer> LogInAsync(Browser browser, string name)
    {
        var login = await browser.GoAsync("/sign-in");
        Assert.Contains("name=\"login\"", login.Is(200).Text, StringComparison.Ordinal);
        var consent = await browser.SubmitAsync(login, ("login", name), ("password", "x"));
        Assert.Contains("value=\"consent\"", consent.Is(200).Text, StringComparison.Ordinal);
        return await browser.SubmitAsync(consent);
    }
}
