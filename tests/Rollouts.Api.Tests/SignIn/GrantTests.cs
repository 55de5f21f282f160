namespace Rollouts.Api.Tests.SignIn;

/// <summary>Groups become roles, each with its own reach.</summary>
public sealed class GrantTests : StubTest
{
    [Fact]
    public async Task Whoever_sees_everything_moves_only_what_they_may_move()
    {
        await SignInAsync(Browser, "staff", "sre");
        var me = await Browser.GetAsync("/api/v1/me");
        Assert.Equal(
            """[{"role":"viewer","services":["*"],"environments":["*"]},{"role":"operator","services":["shop-*"],"environments":["staging"]}]""",
            me["roles"]
        );
        Assert.Contains("\"operate\"", me["permissions"], StringComparison.Ordinal);
        Assert.DoesNotContain("\"manage-keys\"", me["permissions"], StringComparison.Ordinal);

        (await Browser.GetAsync("/api/v1/freezes/prod")).Is(200);
        (await FreezeAsync("prod")).IsRefused(403, "identity.not-allowed");
        (await FreezeAsync("staging")).IsRefused(403, "identity.not-allowed");
        (await StartAsync("prod", "shop-eu")).IsRefused(403, "identity.not-allowed");
        (await StartAsync("staging", "shop")).IsRefused(403, "identity.not-allowed");
        Assert.NotEqual(403, (await StartAsync("staging", "shop-eu")).Status);
    }

    [Fact]
    public async Task An_administrator_does_everything()
    {
        await SignInAsync(Browser, "admins");

        (await Browser.GetAsync("/api/v1/keys")).Is(200);
        (await Browser.GetAsync("/api/v1/system")).Is(200);
    }

    [Fact]
    public async Task What_the_file_says_now_counts_for_whoever_is_in_already()
    {
        await SignInAsync(Browser, "interns");
        (await Browser.GetAsync("/api/v1/me")).Is(401);

        await SignInAsync(Browser, "staff");
        await StopAsync();
        _roles = "    viewer: [others]";
        await StartAgainAsync();
        (await Browser.GetAsync("/api/v1/me")).Is(401);
        await StopAsync();
        _roles = "    viewer: [{ people: [ALICE@example.com] }]";
        await StartAgainAsync();
        (await Browser.GetAsync("/api/v1/me")).Is(200);
    }

    private string? _roles;

    protected override string Roles => _roles ?? base.Roles;

    private async Task<Answer> FreezeAsync(string environment) =>
        await SendAsync(
            "/api/v1/freezes",
            new
            {
                environment,
                name = "f",
                until = "2099-01-01T00:00:00Z",
                reason = "x",
            }
        );

    private async Task<Answer> StartAsync(string environment, string service) =>
        await SendAsync(
            "/api/v1/rollouts",
            new
            {
                service,
                environment,
                version = "2",
                reason = "x",
            }
        );

    private async Task<Answer> SendAsync(string path, object body)
    {
        using var client = With(null);
        using var content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body));
        return await client.SendAsync(
            HttpMethod.Post,
            $"{Address}{path}",
            content,
            ("Cookie", $"rollouts={Browser.Cookie("rollouts")}"),
            ("X-Rollouts-Csrf", await ProofAsync(Browser))
        );
    }
}
