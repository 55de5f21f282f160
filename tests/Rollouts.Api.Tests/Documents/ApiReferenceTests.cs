namespace Rollouts.Api.Tests.Documents;

/// <summary>The page at /docs, and what it may do in a browser.</summary>
public sealed class ApiReferenceTests : ApiTest
{
    [Fact]
    public async Task It_is_open_and_loads_nothing_from_other_hosts()
    {
        var page = (await Stranger.GetAsync("/docs/")).Is(200);

        Assert.Equal("text/html", page.Type);
        Assert.Contains("api/v1/openapi.json", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("//", page.Text.Replace("//# ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var script in new[] { "/docs/scalar.js", "/docs/scalar.aspnetcore.js" })
        {
            Assert.Equal("text/javascript", (await Stranger.GetAsync(script)).Is(200).Type);
        }
    }

    [Fact]
    public async Task Its_policy_lets_the_scripts_of_one_answer_run()
    {
        var policies = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var page = await Stranger.GetAsync("/docs/");
            var policy = page.Headers["Content-Security-Policy"];
            var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
            Assert.Contains($"nonce=\"{nonce}\"", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            policies.Add(policy);
        }

        Assert.NotEqual(policies[0], policies[1]);
    }

    [Fact]
    public async Task Other_pages_keep_the_strict_policy()
    {
        foreach (var path in new[] { "/docs/scalar.js", "/api/v1/openapi.json", "/sign-in/nowhere" })
        {
            var policy = (await Stranger.GetAsync(path)).Headers["Content-Security-Policy"];
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        }
    }
}
