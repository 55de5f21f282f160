namespace Rollouts.Api.Tests.SignIn;

/// <summary>What another site makes a browser send is not done.</summary>
public sealed class CrossSiteTests : StubTest
{
    [Fact]
    public async Task A_change_needs_the_proof_of_its_own_session()
    {
        await SignInAsync(Browser, "admins");
        using var other = new Browser(Address);
        await SignInAsync(other, "admins");
        var proof = await ProofAsync(Browser);
        Assert.NotEqual(proof, await ProofAsync(other));

        foreach (var wrong in new[] { null, "", "x", proof[1..], await ProofAsync(other), Browser.Cookie("rollouts") })
        {
            (await PostAsync(wrong)).IsRefused(403, "identity.cross-site");
        }

        Assert.NotEqual(403, (await PostAsync(proof)).Status);
        Assert.NotEqual(403, (await PostAsync(proof, ("Sec-Fetch-Site", "same-origin"), ("Origin", Address))).Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Sec-Fetch-Site", "")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://127.0.0.1")]
    public async Task A_change_from_elsewhere_is_not_done_even_with_the_proof(string header, string value)
    {
        await SignInAsync(Browser, "admins");

        (await PostAsync(await ProofAsync(Browser), (header, value))).IsRefused(403, "identity.cross-site");
        var line = await Trail.RefusalAsync(Host, "it was sent from another site");
        Assert.Contains("identity.cross-site", line.Data, StringComparison.Ordinal);
        Assert.Contains("alice@example.com", line.By, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_and_keys_need_no_proof()
    {
        await SignInAsync(Browser, "admins");
        (await Browser.GetAsync("/api/v1/keys", ("Sec-Fetch-Site", "cross-site"))).Is(200);

        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "k",
                roles = new[] { "operator" },
                reason = "x",
            }
        );
        Assert.False(issued.Is(201).Json.TryGetProperty("csrf", out _));
        using var key = With(issued["key"]);
        Assert.False((await key.GetAsync("me")).Is(200).Json.TryGetProperty("csrf", out _));
    }

    [Fact]
    public async Task Signing_out_is_a_change_too()
    {
        await SignInAsync(Browser, "staff");
        (await Browser.PostAsync("/sign-out")).IsRefused(403, "identity.cross-site");
        (
            await Browser.AskAsync(
                HttpMethod.Post,
                "/sign-out",
                [KeyValuePair.Create("csrf", "x")],
                ("Sec-Fetch-Site", "cross-site")
            )
        ).Is(403);
        (await Browser.GetAsync("/api/v1/me")).Is(200);

        var left = await Browser.SubmitAsync((await Browser.GetAsync("/sign-in/done")).Is(200));
        Assert.Contains("You are signed out", left.Is(200).Text, StringComparison.Ordinal);
        (await Browser.GetAsync("/api/v1/me")).Is(401);
    }

    private Task<Answer> PostAsync(string? proof, params (string Name, string Value)[] headers) =>
        Browser.PostAsync("/api/v1/freezes", proof is null ? headers : [("X-Rollouts-Csrf", proof), .. headers]);
}
