using System.Web;
using Rollouts.Api.Tests.Tokens;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>What comes back from a provider, and what of it is believed.</summary>
public sealed class CallbackTests : StubTest
{
    [Fact]
    public async Task The_provider_is_asked_with_everything_that_makes_its_answer_ours()
    {
        var sent = await BeginAsync(Browser);

        Assert.Equal("code", sent["response_type"]);
        Assert.Equal("S256", sent["code_challenge_method"]);
        Assert.Equal("openid email profile", sent["scope"]);
        Assert.Equal($"{Address}/sign-in/callback", sent["redirect_uri"]);
        Assert.All(new[] { "state", "nonce", "code_challenge" }, name => Assert.Equal(43, sent[name]!.Length));
        var other = await BeginAsync(Browser);
        Assert.All(new[] { "state", "nonce", "code_challenge" }, name => Assert.NotEqual(sent[name], other[name]));
    }

    [Fact]
    public async Task Whoever_comes_back_is_signed_in_and_led_to_where_they_were()
    {
        var sent = await BeginAsync(Browser, "/sign-in?returnTo=/rollouts%3Fpage%3D2");
        var back = await ReturnAsync(Browser, sent);

        Assert.Equal("/rollouts?page=2", back.Is(303).Headers["Location"]);
        Assert.Null(Browser.Cookie("rollouts-sign-in"));
        var me = (await Browser.GetAsync("/api/v1/me")).Is(200);
        Assert.Equal("alice@example.com", me["name"]);
        Assert.Equal("person", me["kind"]);
        Assert.Equal("[\"staff\"]", me["groups"]);
        Assert.Equal(Provider.Issuer, me["provider"]);
        var form = HttpUtility.ParseQueryString(Assert.Single(Provider.Redeemed));
        Assert.Equal(
            sent["code_challenge"],
            Forge.Encode(
                System.Security.Cryptography.SHA256.HashData(
                    System.Text.Encoding.ASCII.GetBytes(form["code_verifier"]!)
                )
            )
        );
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("evil")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_elsewhere(string path)
    {
        var sent = await BeginAsync(Browser, $"/sign-in?returnTo={Uri.EscapeDataString(path)}");

        Assert.Equal("/dashboard", (await ReturnAsync(Browser, sent)).Is(303).Headers["Location"]);
    }

    [Fact]
    public async Task A_state_is_good_in_its_own_browser_alone()
    {
        using var thief = new Browser(Address);
        var sent = await BeginAsync(thief);
        await BeginAsync(Browser);

        Refused(400, "sign-in.not-begun", await ReturnAsync(Browser, sent));
        Assert.Empty(Provider.Redeemed);
        using var other = new Browser(Address);
        Refused(400, "sign-in.not-begun", await ReturnAsync(other, sent));
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        var sent = await BeginAsync(Browser);
        (await ReturnAsync(Browser, sent)).Is(303);

        Refused(400, "sign-in.not-begun", await ReturnAsync(Browser, sent));
        Assert.Single(Provider.Redeemed);
    }

    [Fact]
    public async Task What_the_browser_kept_cannot_be_changed()
    {
        var sent = await BeginAsync(Browser);
        var parts = Browser.Cookie("rollouts-sign-in")!.Split('.');
        foreach (
            var changed in new[]
            {
                $"{parts[0]}.{long.Parse(parts[1], null) + 1}.{parts[2]}",
                $"{parts[0]}.{parts[1]}.{Forge.Encode("/other"u8.ToArray())}",
                $"{Forge.Encode(new byte[32])}.{parts[1]}.{parts[2]}",
                "x",
                "..",
            }
        )
        {
            Browser.Keep("rollouts-sign-in", changed);
            Refused(400, "sign-in.not-begun", await ReturnAsync(Browser, sent));
        }
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("nonce", null)]
    [InlineData("aud", "another")]
    [InlineData("azp", "another")]
    [InlineData("iss", "https://another.example")]
    [InlineData("exp", 1)]
    [InlineData("exp", null)]
    [InlineData("nbf", 99999999999)]
    [InlineData("sub", null)]
    public async Task A_token_that_is_not_the_answer_is_not_believed(string claim, object? value)
    {
        var back = await ReturnAsync(Browser, await BeginAsync(Browser), claims => claims[claim] = value);

        Refused(403, "sign-in.token-refused", back);
        Assert.Null(Browser.Cookie("rollouts"));
        (await Browser.GetAsync("/api/v1/me")).Is(401);
    }

    [Fact]
    public async Task A_token_that_nobody_signed_is_not_believed()
    {
        var sent = await BeginAsync(Browser);
        Provider.IdToken = Forge.Sign(new { alg = "none" }, Provider.Claims(sent["nonce"]!), _ => []);
        Refused(
            403,
            "sign-in.token-refused",
            await Browser.GetAsync($"/sign-in/callback?code=c&state={sent["state"]}")
        );
        var line = await Trail.RefusalAsync(Host, "its token is not good: algorithm-unknown");
        Assert.Contains("sign-in.token-refused", line.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_refuses_or_is_away_is_told_apart()
    {
        var sent = await BeginAsync(Browser);
        Refused(
            403,
            "sign-in.provider-refused",
            await Browser.GetAsync(
                $"/sign-in/callback?error=access_denied&error_description=<script>&state={sent["state"]}"
            )
        );

        sent = await BeginAsync(Browser);
        Refused(400, "sign-in.not-begun", await Browser.GetAsync($"/sign-in/callback?state={sent["state"]}"));

        sent = await BeginAsync(Browser);
        Refused(403, "sign-in.code-refused", await Browser.GetAsync($"/sign-in/callback?code=c&state={sent["state"]}"));

        sent = await BeginAsync(Browser);
        Provider.IsDown = true;
        Refused(502, "sign-in.provider-away", await ReturnAsync(Browser, sent));
    }

    [Fact]
    public async Task An_answer_says_whose_it_is_where_the_provider_promised_so()
    {
        Provider.NamesIssuer = true;
        var sent = await BeginAsync(Browser);
        Refused(400, "sign-in.not-begun", await ReturnAsync(Browser, sent));

        sent = await BeginAsync(Browser);
        Provider.IdToken = Provider.Forge.Es256(Provider.Claims(sent["nonce"]!));
        var path = $"/sign-in/callback?code=c&state={sent["state"]}&iss=";
        Refused(400, "sign-in.not-begun", await Browser.GetAsync(path + "https://another.example"));
        sent = await BeginAsync(Browser);
        Provider.IdToken = Provider.Forge.Es256(Provider.Claims(sent["nonce"]!));
        path = $"/sign-in/callback?code=c&state={sent["state"]}&iss=";
        (await Browser.GetAsync(path + Uri.EscapeDataString(Provider.Issuer))).Is(303);
    }

    [Fact]
    public async Task What_is_said_of_somebody_else_is_not_believed()
    {
        Provider.UserInfo = new { sub = "a-1", groups = new[] { "staff" } };
        var sent = await BeginAsync(Browser);
        (await ReturnAsync(Browser, sent, claims => claims.Remove("groups"))).Is(303);

        Provider.UserInfo = new { sub = "another", groups = new[] { "admins" } };
        sent = await BeginAsync(Browser);
        Refused(403, "sign-in.token-refused", await ReturnAsync(Browser, sent, claims => claims.Remove("groups")));
    }

    [Fact]
    public async Task Whoever_has_no_role_or_no_name_is_not_let_in()
    {
        Refused(403, "sign-in.no-role", await SignInAsync(Browser, "strangers"));
        Refused(403, "sign-in.no-role", await SignInAsync(Browser));
        foreach (
            var name in new[] { "administrator", "Rollouts", "stranger", "a\nb", "a\u202Eb", new string('x', 300) }
        )
        {
            var back = await ReturnAsync(Browser, await BeginAsync(Browser), claims => claims["email"] = name);
            Refused(403, "sign-in.unnamed", back);
        }

        var many = Enumerable.Range(0, 201).Select(i => $"g{i}").Append("staff").ToArray();
        Refused(403, "sign-in.unnamed", await SignInAsync(Browser, many));
    }

    [Fact]
    public async Task An_address_that_nobody_verified_names_nobody()
    {
        var sent = await BeginAsync(Browser);
        (await ReturnAsync(Browser, sent, claims => claims["email_verified"] = false)).Is(303);

        Assert.Equal("a-1", (await Browser.GetAsync("/api/v1/me"))["name"]);
    }

    [Fact]
    public async Task Whoever_tries_again_and_again_is_slowed_down()
    {
        var answers = new List<int>();
        for (var i = 0; i < 100; i++)
        {
            answers.Add((await Browser.GetAsync("/sign-in/callback?code=c&state=s")).Status);
        }

        Assert.Contains(429, answers);
        Assert.Empty(Provider.Redeemed);
    }

    [Fact]
    public async Task Pages_run_nothing_and_repeat_nothing()
    {
        var page = await Browser.GetAsync("/sign-in/callback?error=%3Cscript%3E&state=%3Cscript%3E");

        Assert.Equal("text/html", page.Type);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        var policy = page.Headers["Content-Security-Policy"];
        Assert.Matches(
            "^default-src 'none'; style-src 'sha256-[0-9A-Za-z+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$",
            policy
        );
        var style = page.Text[
            (page.Text.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.Text.IndexOf(
                "</style>",
                StringComparison.Ordinal
            )
        ];
        Assert.Contains(
            Convert.ToBase64String(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style))
            ),
            policy,
            StringComparison.Ordinal
        );
    }

    private static void Refused(int status, string code, Answer answer)
    {
        answer.Is(status);
        Assert.Equal("text/html", answer.Type);
        Assert.Contains($"<code>{code}</code>", answer.Text, StringComparison.Ordinal);
    }
}
