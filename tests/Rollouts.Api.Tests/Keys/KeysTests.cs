namespace Rollouts.Api.Tests.Keys;

/// <summary>Keys are handed out, used, and taken back.</summary>
public sealed class KeysTests : ApiTest
{
    [Fact]
    public async Task A_key_is_shown_once_and_opens_what_it_is_for()
    {
        var issued = (
            await IssueAsync(
                new
                {
                    name = "ci",
                    roles = new[] { "deployer" },
                    reason = "for CI",
                }
            )
        ).Is(201);
        using var pipeline = With(issued["key"]);

        var started = (await pipeline.StartAsync("v2")).Is(201);

        var events = (await pipeline.GetAsync($"rollouts/{started["id"]}/events")).Is(200).Json;
        Assert.Equal("ci", events[0].GetProperty("by").GetProperty("name").GetString());
        (await pipeline.GetAsync("keys")).IsRefused(403, "identity.not-allowed");
        var listed = Assert.Single((await Administrator.GetAsync("keys")).Is(200).Json.EnumerateArray());
        Assert.Equal(issued["id"], listed.GetProperty("id").GetString());
        Assert.False(listed.TryGetProperty("key", out _));
        Assert.True(listed.TryGetProperty("lastUsedAt", out _));
    }

    [Fact]
    public async Task The_secret_is_kept_nowhere()
    {
        var secret = (
            await IssueAsync(
                new
                {
                    name = "ci",
                    roles = new[] { "viewer" },
                    reason = "x",
                }
            )
        )["key"];
        await StopAsync();

        foreach (var file in Directory.GetFiles(Folder["data"], "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(
                secret[16..],
                System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_key_that_was_revoked_opens_nothing_from_then_on()
    {
        var issued = await IssueAsync(
            new
            {
                name = "ci",
                roles = new[] { "viewer" },
                reason = "x",
            }
        );
        using var pipeline = With(issued["key"]);
        (await pipeline.GetAsync("rollouts")).Is(200);

        (await Administrator.PostAsync($"keys/{issued["id"]}/revoke", new { reason = "leaked" })).Is(200);

        (await pipeline.GetAsync("rollouts")).IsRefused(401, "identity.key-needed");
        Assert.Empty((await Administrator.GetAsync("keys")).Json.EnumerateArray());
        (await Administrator.PostAsync($"keys/{issued["id"]}/revoke", new { reason = "again" })).IsRefused(
            409,
            "key.revoked-already"
        );
        (await Administrator.PostAsync("keys/000000000000/revoke", new { reason = "x" })).IsRefused(404, "key.unknown");
        (await Administrator.PostAsync("keys/..%2f/revoke", new { reason = "x" })).IsRefused(404, "key.unknown");
    }

    [Fact]
    public async Task A_key_that_has_run_out_opens_nothing()
    {
        var until = TimeProvider.System.GetUtcNow().AddSeconds(2);
        var issued = (
            await IssueAsync(
                new
                {
                    name = "ci",
                    roles = new[] { "viewer" },
                    reason = "x",
                    until,
                }
            )
        ).Is(201);
        using var pipeline = With(issued["key"]);

        await Eventually.IsAsync(
            async () => (await pipeline.GetAsync("rollouts")).Status == 401,
            "the key to have run out"
        );
        Assert.Contains("until", issued.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_key_open_nothing()
    {
        var key = (
            await IssueAsync(
                new
                {
                    name = "ci",
                    roles = new[] { "viewer" },
                    reason = "x",
                }
            )
        )["key"];
        foreach (
            var wrong in new[]
            {
                key[..^1],
                key + "A",
                key[..15],
                key[..16],
                "rk_" + new string('0', 12) + key[15..],
                key.ToUpperInvariant(),
            }
        )
        {
            using var thief = With(wrong);
            (await thief.GetAsync("rollouts")).IsRefused(401, "identity.key-needed");
        }
    }

    [Fact]
    public async Task A_key_that_makes_no_sense_is_not_handed_out()
    {
        (
            await IssueAsync(
                new
                {
                    name = "ci",
                    roles = Array.Empty<string>(),
                    reason = "x",
                }
            )
        ).IsRefused(409, "key.no-roles");
        (
            await IssueAsync(
                new
                {
                    name = "ci",
                    roles = new[] { "viewer" },
                    services = Array.Empty<string>(),
                    reason = "x",
                }
            )
        ).IsRefused(409, "key.no-reach");
        (
            await IssueAsync(
                new
                {
                    name = "ci",
                    roles = new[] { "viewer" },
                    until = "2020-01-01T00:00:00Z",
                    reason = "x",
                }
            )
        ).IsRefused(409, "key.until-past");
        (
            await IssueAsync(
                new
                {
                    name = "Administrator",
                    roles = new[] { "viewer" },
                    reason = "x",
                }
            )
        ).IsRefused(409, "key.name-reserved");
        foreach (var role in new object[] { "god", 4, null! })
        {
            (
                await IssueAsync(
                    new
                    {
                        name = "ci",
                        roles = new[] { role },
                        reason = "x",
                    }
                )
            ).IsRefused(400, "request.body");
        }

        foreach (var pattern in new[] { "", "a b", "*****", "-*", "../*" })
        {
            (
                await IssueAsync(
                    new
                    {
                        name = "ci",
                        roles = new[] { "viewer" },
                        services = new[] { pattern },
                        reason = "x",
                    }
                )
            ).IsRefused(400, "request.name");
        }

        (
            await Administrator.PostAsync(
                "keys",
                new
                {
                    name = "ci",
                    roles = new[] { "viewer" },
                    reason = "x",
                },
                ("Idempotency-Key", "k")
            )
        ).IsRefused(400, "key.not-repeatable");
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("rollouts")]
    [InlineData("ROLLOUTS")]
    [InlineData("stranger")]
    [InlineData("Stranger")]
    public async Task No_key_has_a_name_that_the_log_uses_for_another_caller(string name)
    {
        (
            await IssueAsync(
                new
                {
                    name,
                    roles = new[] { "viewer" },
                    reason = "x",
                }
            )
        ).IsRefused(409, "key.name-reserved");
        Assert.Empty((await Administrator.GetAsync("keys")).Is(200).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_key_reaches_its_services_and_no_others()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        await Administrator.PostAsync("plans", Releases.Plan);
        foreach (
            var (services, environments, reaches) in new[]
            {
                ("shop", "staging", true),
                ("sh*", "*", true),
                ("*", "prod", false),
                ("Shop", "*", false),
                ("shop?", "*", false),
                ("cart*", "staging", false),
            }
        )
        {
            var issued = await IssueAsync(
                new
                {
                    name = "ci",
                    roles = new[] { "operator" },
                    services = new[] { services },
                    environments = new[] { environments },
                    reason = "x",
                }
            );
            if (services == "shop?")
            {
                issued.IsRefused(400, "request.name");
                continue;
            }

            using var pipeline = With(issued.Is(201)["key"]);
            var list = (await pipeline.GetAsync("rollouts")).Is(200).Json.GetProperty("rollouts");
            Assert.Equal(reaches, list.GetArrayLength() > 0);
            foreach (var path in new[] { $"rollouts/{id}", $"rollouts/{id}/events" })
            {
                (await pipeline.GetAsync(path)).Is(reaches ? 200 : 404);
            }

            var pause = await pipeline.PostAsync(
                $"rollouts/{id}/pause",
                new { reason = "x" },
                ("If-Match", "\"0.0.0\"")
            );
            pause.IsRefused(reaches ? 409 : 404, reaches ? "rollout.not-running" : "rollout.unknown");
            (await pipeline.GetAsync("plans/staging/shop")).Is(reaches ? 200 : 403);
            (await pipeline.PostAsync("plans", Releases.Plan)).Is(reaches ? 201 : 403);
            (await pipeline.StartAsync("v2")).Is(reaches ? 201 : 403);
        }
    }

    private Task<Answer> IssueAsync(object body) => Administrator.PostAsync("keys", body);
}
