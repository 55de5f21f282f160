namespace Rollouts.Api.Tests.Connections;

/// <summary>Connections that are written while everything runs, and what is released over them.</summary>
public sealed class WrittenConnectionTests : ApiTest
{
    private const string Street = "connections/street";

    private static readonly string Plan = Releases.Plan.Replace(
        "connection: mesh",
        "connection: street",
        StringComparison.Ordinal
    );

    private static readonly object Why = new { reason = "x" };

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    protected override bool Works => true;

    private string Mesh => Releases.Mesh(Sandbox, Folder);

    [Fact]
    public async Task A_release_goes_over_one_and_it_stays_as_long_as_that_is_live()
    {
        (await Administrator.StartAsync("v2", plan: Plan)).IsRefused(422, "plan.refused");
        (await Administrator.PutAsync(Street, Mesh, Writing.New)).Is(201);
        var id = (await Administrator.StartAsync("v2", plan: Plan)).Is(201)["id"];
        var asked = await UntilAsync(id, answer => answer["summary"].Contains("managers", StringComparison.Ordinal));

        var refused = await Administrator.DeleteAsync(Street, Writing.Revision(1));
        refused.IsRefused(409, "installation.in-use");
        Assert.Contains(Guid.Parse(id).ToString("N"), Plain(refused["detail"]), StringComparison.Ordinal);
        (
            await Administrator.PutAsync(Street, "hook: { address: 'https://hooks.example.com' }", Writing.Revision(1))
        ).IsRefused(409, "installation.in-use");
        (await Administrator.PutAsync(Street, Mesh + "services: [carts]\n", Writing.Revision(1))).IsRefused(
            409,
            "installation.in-use"
        );

        // Reached in another way it is the same router, and the release goes on over what was opened anew.
        (await Administrator.PutAsync(Street, Mesh + "services: [shop]\n", Writing.Revision(1))).Is(200);
        var seen = ("If-Match", asked.Headers["ETag"]);
        (await Administrator.PostAsync($"rollouts/{id}/skip", Why, seen)).Is(200);
        await UntilAsync(id, answer => answer["status"] == "Succeeded");

        (await Administrator.DeleteAsync(Street, Writing.Revision(2))).Is(200);
        (await Administrator.StartAsync("v3", plan: Plan)).IsRefused(422, "plan.refused");
        (await Administrator.GetAsync(Street)).IsRefused(404, "connection.unknown");
    }

    [Fact]
    public async Task No_address_and_no_place_of_a_secret_is_shown()
    {
        var written = await Administrator.PutAsync(Street, Mesh, Writing.New);
        written.Is(201);
        Assert.Equal("\"1\"", written.Headers["ETag"]);

        var one = (await Administrator.GetAsync(Street)).Is(200);
        Assert.Equal("\"1\"", one.Headers["ETag"]);
        Assert.Equal(("router", "appMesh", "api", "1"), (one["kind"], one["system"], one["from"], one["revision"]));
        foreach (var answer in new[] { written, one, (await Administrator.GetAsync("connections")).Is(200) })
        {
            Assert.DoesNotContain("aws-secret", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("accessKey", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_its_place_and_no_secret_is_taken_or_shown()
    {
        const string Wrong = "scrape:\n  targets: [http://127.0.0.1:1]\n  tragets: []\n";
        var refused = (await Administrator.PutAsync(Street, Wrong, Writing.New)).IsRefused(422, "installation.refused");
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(3, error.GetProperty("line").GetInt32());
        Assert.Equal("plan.unknown-key", error.GetProperty("code").GetString());

        const string Literal = "appMesh:\n  region: eu-west-1\n  accessKey: { id: hunter2, secret: hunter22 }\n";
        var secret = (await Administrator.PutAsync(Street, Literal, Writing.New)).IsRefused(
            422,
            "installation.refused"
        );
        Assert.DoesNotContain("hunter22", secret.Text, StringComparison.Ordinal);
        Assert.Empty(await Trail.ReadAsync(Host, "connection/street"));
    }

    [Fact]
    public async Task What_the_file_says_is_the_files()
    {
        (await Administrator.PutAsync("connections/mesh", Mesh, Writing.New)).IsRefused(409, "installation.in-file");
        (await Administrator.DeleteAsync("connections/mesh", Writing.Revision(1))).IsRefused(
            409,
            "installation.in-file"
        );
        (await Administrator.PutAsync("environments/prod", "{}", Writing.New)).IsRefused(409, "installation.in-file");
        Assert.Equal("file", (await Administrator.GetAsync("connections/mesh")).Is(200)["from"]);
    }

    [Fact]
    public async Task Nobody_overwrites_what_he_has_not_seen()
    {
        (await Administrator.PutAsync(Street, Mesh)).IsRefused(428, "request.if-match");
        (await Administrator.PutAsync(Street, Mesh, ("If-Match", "new"))).IsRefused(400, "request.if-match");
        (await Administrator.PutAsync(Street, Mesh, Writing.Revision(1))).IsRefused(412, "installation.moved-on");
        (await Administrator.DeleteAsync(Street, Writing.Revision(1))).IsRefused(404, "connection.unknown");
        (await Administrator.PutAsync(Street, Mesh, Writing.New)).Is(201);
        (await Administrator.PutAsync(Street, Mesh, Writing.New)).IsRefused(412, "installation.moved-on");
        Assert.Equal("1", (await Administrator.PutAsync(Street, Mesh, Writing.Revision(1))).Is(200)["revision"]);
        Assert.Equal("2", (await Administrator.PutAsync(Street, Mesh + "\n", Writing.Revision(1))).Is(200)["revision"]);
        (await Administrator.DeleteAsync(Street)).IsRefused(428, "request.if-match");
        (await Administrator.DeleteAsync(Street, Writing.Revision(1))).IsRefused(412, "installation.moved-on");
        (await Administrator.DeleteAsync(Street, Writing.Revision(2))).Is(200);
        (await Administrator.PutAsync(Street, Mesh, Writing.Revision(3))).IsRefused(412, "installation.moved-on");
        Assert.Equal("4", (await Administrator.PutAsync(Street, Mesh, Writing.New)).Is(201)["revision"]);
    }

    [Fact]
    public async Task Whoever_asks_twice_with_one_key_is_answered_twice_and_writes_once()
    {
        var key = ("Idempotency-Key", "once");
        var first = (await Administrator.PutAsync(Street, Mesh, Writing.New, key)).Is(201);
        var again = (await Administrator.PutAsync(Street, Mesh, Writing.New, key)).Is(201);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("true", again.Headers["Idempotency-Replayed"]);
        Assert.Single(await Trail.ReadAsync(Host, "connection/street"));
        (await Administrator.PutAsync(Street, Mesh, Writing.Revision(1), key)).IsRefused(422, "request.key-reused");
    }

    [Fact]
    public async Task Who_wrote_what_and_why_stands_in_the_log()
    {
        (await Administrator.SendAsync(HttpMethod.Put, Street, new StringContent(Mesh), Writing.New)).Is(400);
        (await Administrator.PutAsync(Street, Mesh, Writing.New)).Is(201);
        (await Administrator.DeleteAsync(Street, Writing.Revision(1))).Is(200);

        var log = await Trail.ReadAsync(Host, "connection/street");
        Assert.Equal(["installation.written.v1", "installation.removed.v1"], log.Select(entry => entry.Event));
        Assert.All(log, entry => Assert.Equal("a test", entry.Reason));
        Assert.All(log, entry => Assert.Contains("administrator", entry.By, StringComparison.Ordinal));
        Assert.Contains("team shop", log[0].Data, StringComparison.Ordinal);
    }

    private static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal);

    private async Task<Answer> UntilAsync(string id, Func<Answer, bool> condition)
    {
        Answer? last = null;
        await Eventually.IsAsync(
            async () => condition(last = (await Administrator.GetAsync($"rollouts/{id}")).Is(200)),
            $"rollout {id} to get on",
            Longest
        );
        return last!;
    }
}
