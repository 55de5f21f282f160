using System.Web;
using Rollouts.Api.Tests.Tokens;
using Rollouts.Servers;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>The API with a provider that says whatever a test wants it to.</summary>
public abstract class StubTest : ApiTest
{
    private readonly int _port = Ports.Lasting(1)[0];

    internal StubProvider Provider { get; private set; } = null!;

    internal Browser Browser { get; private set; } = null!;

    protected sealed override string Listen => $"http://127.0.0.1:{_port}";

    protected virtual string Public => Listen;

    protected virtual string Roles =>
        """
                viewer: [staff]
                administrator: [admins]
                operator: [{ groups: [sre], services: [shop-*], environments: [staging] }]
            """;

    protected override string Sections =>
        $$"""
            signIn:
              issuer: {{Provider.Issuer}}
              clientId: {{StubProvider.Client}}
              address: {{Public}}
              tokens: { audience: "{{Forge.Audience}}" }
              roles:
            {{Roles}}

            """;

    public override async Task InitializeAsync()
    {
        Provider = await StubProvider.StartAsync();
        Browser = new Browser(Listen);
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        Browser.Dispose();
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Goes to the provider, and says what was sent along.</summary>
    internal static async Task<System.Collections.Specialized.NameValueCollection> BeginAsync(
        Browser browser,
        string path = "/sign-in"
    ) => HttpUtility.ParseQueryString(new Uri((await browser.GetAsync(path)).Is(303).Headers["Location"]).Query);

    /// <summary>Comes back with a code for which the provider gives these claims.</summary>
    internal async Task<Answer> ReturnAsync(
        Browser browser,
        System.Collections.Specialized.NameValueCollection sent,
        Action<Dictionary<string, object?>>? change = null
    )
    {
        var claims = Provider.Claims(sent["nonce"]!);
        change?.Invoke(claims);
        Provider.IdToken = Provider.Forge.Es256(claims);
        return await browser.GetAsync($"/sign-in/callback?code=c&state={sent["state"]}");
    }

    internal async Task<Answer> SignInAsync(Browser browser, params string[] groups) =>
        await ReturnAsync(browser, await BeginAsync(browser), claims => claims["groups"] = groups);

    internal static async Task<string> ProofAsync(Browser browser) =>
        (await browser.GetAsync("/api/v1/me")).Is(200)["csrf"];
}
