namespace Rollouts.Api.Tests.SignIn;

/// <summary>Behind https nothing that opens a session ever crosses a network in the clear.</summary>
public sealed class SecureTests : StubTest
{
    protected override string Public => "https://rollouts.example.com";

    [Fact]
    public async Task Cookies_are_bound_to_this_one_host_and_to_https()
    {
        var begun = (await Browser.GetAsync("/sign-in")).Is(303);
        Assert.Contains(
            "redirect_uri=https%3A%2F%2Frollouts.example.com%2Fsign-in%2Fcallback",
            begun.Headers["Location"],
            StringComparison.Ordinal
        );
        var attempt = begun.Headers["Set-Cookie"];
        Assert.Matches("^__Host-rollouts-sign-in=[^;]+; max-age=900; path=/; secure; samesite=lax; httponly$", attempt);
        var sent = System.Web.HttpUtility.ParseQueryString(new Uri(begun.Headers["Location"]).Query);
        Provider.IdToken = Provider.Forge.Es256(Provider.Claims(sent["nonce"]!));
        var back = await Browser.GetAsync(
            $"/sign-in/callback?code=c&state={sent["state"]}",
            ("Cookie", attempt.Split(';')[0])
        );
        Assert.Matches(
            "__Host-rollouts=[^;,]{43}; path=/; secure; samesite=lax; httponly",
            back.Is(303).Headers["Set-Cookie"]
        );
    }
}
