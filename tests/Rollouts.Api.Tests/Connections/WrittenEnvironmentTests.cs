namespace Rollouts.Api.Tests.Connections;

/// <summary>Environments that are written while everything runs.</summary>
public sealed class WrittenEnvironmentTests : ApiTest
{
    private const string Moon = "environments/moon";

    private static readonly string Plan = Releases.Plan.Replace("staging", "moon", StringComparison.Ordinal);

    protected override bool Works => true;

    [Fact]
    public async Task Is_in_force_at_once_and_stays_while_something_is_live_in_it()
    {
        (await StartAsync()).IsRefused(422, "plan.refused");
        const string Frozen = """
            freezes:
              - { name: landing, timeZone: UTC, once: { from: 2020-01-01T00:00, until: 2090-01-01T00:00 } }
            """;
        (await Administrator.PutAsync(Moon, Frozen, Writing.New)).Is(201);
        var id = (await StartAsync()).Is(201)["id"];
        await UntilAsync(id, "landing");
        (await Administrator.DeleteAsync(Moon, Writing.Revision(1))).IsRefused(409, "installation.in-use");

        (await Administrator.PutAsync(Moon, "atOnce: 3\n", Writing.Revision(1))).Is(200);

        await UntilAsync(id, "release-managers");
        var shown = (await Administrator.GetAsync(Moon)).Is(200);
        Assert.Equal(("3", "api", "2"), (shown["atOnce"], shown["from"], shown["revision"]));
        var log = await Trail.ReadAsync(Host, "setting/moon");
        Assert.Equal(["installation.written.v1", "installation.written.v1"], log.Select(entry => entry.Event));
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "x" })).Is(200);
        await Eventually.IsAsync(
            async () => (await Administrator.DeleteAsync(Moon, Writing.Revision(2))).Status == 200,
            "the environment to be free",
            TimeSpan.FromMinutes(1)
        );
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_its_place()
    {
        var refused = await Administrator.PutAsync(Moon, "atOnce: none\n", Writing.New);
        var error = Assert.Single(
            refused.IsRefused(422, "installation.refused").Json.GetProperty("errors").EnumerateArray()
        );
        Assert.Equal((1, 9), (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
    }

    private Task<Answer> StartAsync() =>
        Administrator.PostAsync(
            "rollouts",
            new
            {
                service = "shop",
                environment = "moon",
                version = "v2",
                reason = "a test",
                plan = Plan,
            }
        );

    private Task UntilAsync(string id, string word) =>
        Eventually.IsAsync(
            async () =>
                (await Administrator.GetAsync($"rollouts/{id}")).Is(200).Text.Contains(word, StringComparison.Ordinal),
            $"the rollout to say '{word}'",
            TimeSpan.FromMinutes(1)
        );
}
