using Rollouts.Api.Tests.Tokens;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>Pipelines come with tokens of the provider.</summary>
public sealed class BearerTests : StubTest
{
    [Fact]
    public async Task A_good_token_opens_what_its_groups_open()
    {
        using var pipeline = With(Token(claims => claims["groups"] = new[] { "sre" }));

        var me = (await pipeline.GetAsync("me")).Is(200);
        Assert.Equal("pipeline", me["kind"]);
        Assert.Equal("alice", me["name"]);
        (await pipeline.GetAsync("keys")).IsRefused(403, "identity.not-allowed");
        var line = (await Trail.ReadAsync(Host, "access/door"))[0];
        Assert.Equal("access.entered.v1", line.Event);
        Assert.Contains("\"name\":\"alice\"", line.By, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_why_a_token_is_wrong_and_the_log_is()
    {
        (string Why, string Token)[] wrong =
        [
            ("its token is not good: wrong-audience", Token(claims => claims["aud"] = StubProvider.Client)),
            ("its token is not good: expired", Token(claims => claims["exp"] = 1)),
            ("its token is not good: wrong-issuer", Token(claims => claims["iss"] = "x")),
            ("its token is not good: signature-wrong", Token(_ => { })[..^8] + "AAAAAAAA"),
            ("its token is not good: malformed", "a.b.c"),
            ("no role is given to anything that its token says", Token(claims => claims["groups"] = "x")),
            ("its subject has a name that is reserved in the log", Token(claims => claims["sub"] = "rollouts")),
            ("its subject has a name that is reserved in the log", Token(claims => claims["sub"] = "Administrator")),
            ("its subject has a name that is reserved in the log", Token(claims => claims["sub"] = "STRANGER")),
        ];
        foreach (var (why, token) in wrong)
        {
            using var pipeline = With(token);
            var refused = (await pipeline.GetAsync("me")).IsRefused(401, "identity.key-needed");
            Assert.Equal("Bearer", refused.Headers["WWW-Authenticate"]);
            await Trail.RefusalAsync(Host, why);
        }
    }

    [Fact]
    public async Task What_a_person_signs_in_with_is_no_key()
    {
        await SignInAsync(Browser, "staff");
        using var pipeline = With(Provider.IdToken);

        (await pipeline.GetAsync("me")).Is(401);
    }

    [Fact]
    public async Task A_token_approves_nothing_whatever_it_says()
    {
        using var pipeline = With(Token(claims => claims["groups"] = new[] { "admins", "release-managers" }));
        var id = (await Administrator.StartAsync("2")).Is(201)["id"];
        var etag = (await Administrator.GetAsync($"rollouts/{id}")).Headers["ETag"];

        var answer = await pipeline.PostAsync($"rollouts/{id}/approve", new { reason = "x" }, ("If-Match", etag));

        Assert.Equal(409, answer.Status);
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_taken_up_at_once()
    {
        using var before = With(Token(_ => { }));
        (await before.GetAsync("me")).Is(200);
        Provider.Keys = Forge.Keys(Provider.Forge.RsaKey("rsa-2"));

        using var after = With(
            Provider.Forge.Rs256(
                Claims(),
                new
                {
                    alg = "RS256",
                    kid = "rsa-2",
                    typ = "at+jwt",
                }
            )
        );
        (await after.GetAsync("me")).Is(200);
        (await before.GetAsync("me")).Is(401);
    }

    private string Token(Action<Dictionary<string, object?>> change)
    {
        var claims = Claims();
        change(claims);
        return Provider.Forge.Es256(claims);
    }

    private Dictionary<string, object?> Claims() =>
        new(Forge.Claims(TimeProvider.System.GetUtcNow(), Provider.Issuer), StringComparer.Ordinal)
        {
            ["groups"] = new[] { "staff" },
        };
}
