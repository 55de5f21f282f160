using System.Text;

namespace Rollouts.Api.Tests.Ci;

/// <summary>Versions that are announced by webhook.</summary>
public sealed class CiTests : CiTest
{
    [Fact]
    public async Task A_release_starts_a_version()
    {
        await Administrator.PostAsync("plans", Releases.Plan);

        var taken = (await SendAsync("release", Release("v2"), "d1")).Is(202);

        Assert.Equal("", taken.Text);
        var row = await OnlyRolloutAsync();
        Assert.Equal("v2", row.GetProperty("version").GetString());
        var rollout = await Administrator.GetAsync($"rollouts/{row.GetProperty("id")}");
        Assert.Equal(
            "https://github.example/acme/shop/releases/v2",
            rollout.Json.GetProperty("links").GetProperty("release").GetString()
        );
        var opened = (await Administrator.GetAsync($"rollouts/{row.GetProperty("id")}/events")).Json[0];
        Assert.Equal("release v2 by bob", opened.GetProperty("reason").GetString());
        Assert.Equal("hub", opened.GetProperty("by").GetProperty("name").GetString());
        Assert.Equal(["trigger.fired.v1", "trigger.started.v1"], await LogAsync(2));
    }

    [Fact]
    public async Task A_delivery_that_comes_again_starts_nothing_under_whatever_id()
    {
        await Administrator.PostAsync("plans", Releases.Plan);
        (await SendAsync("release", Release("v2"), "d1")).Is(202);
        await LogAsync(2);

        (await SendAsync("release", Release("v2"), "d1")).Is(202);
        (await SendAsync("release", Release("v2"), "d2")).Is(202);
        (await SendAsync("release", Release("v3"), "d1")).Is(202);
        await StartAgainAsync();

        await OnlyRolloutAsync();
        Assert.Equal(2, (await LogAsync(2)).Count);
    }

    // No trigger listened to 'package', so the message was not remembered, and under the name of
    // 'release' it opened a rollout.
    [Fact]
    public async Task One_signed_body_is_no_other_event_under_another_name()
    {
        await Administrator.PostAsync("plans", Releases.Plan);

        (await SendAsync("package", Release("v2"), "d1")).Is(400);
        (await SendAsync("star", Release("v2"), "d1")).Is(400);
        (await SendAsync("release", Release("v2"), "d1")).Is(202);

        await OnlyRolloutAsync();
    }

    [Fact]
    public async Task A_message_that_is_older_than_what_is_remembered_is_refused()
    {
        await Administrator.PostAsync("plans", Releases.Plan);
        string At(int days) =>
            Release("v2")
                .Replace(
                    "\"draft\"",
                    $"\"published_at\":\"{DateTimeOffset.UtcNow.AddDays(-days):yyyy-MM-ddTHH:mm:ssZ}\",\"draft\"",
                    StringComparison.Ordinal
                );

        (await SendAsync("release", At(91), "d1")).Is(400);
        (await SendAsync("release", At(60), "d2")).Is(202);

        await OnlyRolloutAsync();
    }

    [Fact]
    public async Task A_delivery_that_comes_many_times_at_once_starts_one_rollout()
    {
        await Administrator.PostAsync("plans", Releases.Plan);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync("release", Release("v2"), "d1")));

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 202, 503 }));
        Assert.Contains(answers, answer => answer.Status == 202);
        await OnlyRolloutAsync();
        Assert.Equal(["trigger.fired.v1", "trigger.started.v1"], await LogAsync(2));
    }

    [Fact]
    public async Task A_version_that_is_on_its_way_is_not_started_again()
    {
        await Administrator.PostAsync("plans", Releases.Plan);
        (await SendAsync("release", Release("v2"), "d1")).Is(202);
        await LogAsync(2);

        var again = Release("v2").Replace("\"bob\"", "\"eve\"", StringComparison.Ordinal);
        (await SendAsync("release", again, "d2")).Is(202);

        Assert.Equal("trigger.not-started.v1", (await LogAsync(4))[^1]);
        await OnlyRolloutAsync();
    }

    [Fact]
    public async Task Strangers_are_all_told_the_same()
    {
        var body = Release("v2");
        var signed = Headers("release", body, "d1", "topsecret").ToArray();
        Answer[] refused =
        [
            await SendAsync("release", body, "d1", secret: "wrong"),
            await SendAsync("release", body, "d1", to: "nobody"),
            await SendAsync("release", body, "d1", to: "mesh"),
            await SendAsync("release", body, "d1", to: "..%2f"),
            await PostAsync("hub", Encoding.UTF8.GetBytes(body)),
            await PostAsync("hub", Encoding.UTF8.GetBytes(body + " "), signed),
            await PostAsync("hub", Encoding.UTF8.GetBytes(body), [.. signed, signed[^1]]),
        ];

        Assert.All(refused, answer => Assert.Equal(refused[0].Text, answer.IsRefused(401, "ci.not-taken").Text));
        Assert.Empty(await Trail.ReadAsync(Host, "ci/hub"));
        Assert.Contains(
            await Trail.ReadAsync(Host, "access/door"),
            entry => entry.Data.Contains("/ci/hub", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_secret_before_this_one_counts_while_both_are_in_use()
    {
        await Administrator.PostAsync("plans", Releases.Plan);

        (await SendAsync("release", Release("v2"), "d1", secret: "before")).Is(202);

        await OnlyRolloutAsync();
    }

    [Fact]
    public async Task What_is_too_large_is_not_read()
    {
        var body = new string(' ', (1024 * 1024) + 1);

        (await SendAsync("release", body, "d1")).IsRefused(413, "request.too-large");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"action":"published","action":"deleted"}""")]
    public async Task What_cannot_be_read_is_said_to_whoever_signed_it(string body) =>
        (await SendAsync("release", body, "d1")).IsRefused(400, "ci.unreadable");

    [Fact]
    public async Task What_no_trigger_wants_starts_nothing_and_says_why()
    {
        await Administrator.PostAsync("plans", Releases.Plan);

        (await SendAsync("release", Release("v2", isDraft: true), "d1")).Is(202);
        (await SendAsync("release", Release("2.0"), "d2")).Is(202);
        (await SendAsync("release", Release("v2; rm -rf /"), "d3")).Is(202);
        (await SendAsync("release", Release("v2", repository: "cart"), "d4")).Is(202);
        (await SendAsync("deployment", Deployment(1, "prod"), "d5")).Is(202);
        (await SendAsync("issues", """{"action":"opened","issue":{}}""", "d6")).Is(202);
        (await SendAsync("ping", """{"zen":"Keep it logically awesome."}""", "d7")).Is(202);

        var log = await Trail.ReadAsync(Host, "ci/hub");
        Assert.All(log, entry => Assert.Equal("trigger.passed.v1", entry.Event));
        Assert.Collection(
            log.Select(entry => entry.Reason),
            why => Assert.Contains("'event.release.draft == false' does not hold", why, StringComparison.Ordinal),
            why => Assert.Contains("does not hold: '2.0'", why, StringComparison.Ordinal),
            why => Assert.Contains("can be no version", why, StringComparison.Ordinal),
            why => Assert.Contains("'hub' may not start 'cart' in 'staging'", why, StringComparison.Ordinal),
            why => Assert.Contains("'hub' may not start 'shop' in 'prod'", why, StringComparison.Ordinal)
        );
        Assert.Empty(await RolloutsAsync());
    }

    [Fact]
    public async Task A_version_without_a_plan_waits_for_one_in_plain_sight()
    {
        (await SendAsync("release", Release("v2"), "d1")).Is(202);
        Assert.Equal(["trigger.fired.v1", "trigger.not-started.v1"], await LogAsync(2));

        await Administrator.PostAsync("plans", Releases.Plan);
        var number = "";
        await Eventually.IsAsync(
            async () =>
            {
                var notices = (await Administrator.GetAsync("notifications")).Is(200).Json;
                number = notices.GetArrayLength() > 0 ? notices[0].GetProperty("number").ToString() : "";
                return number.Length > 0;
            },
            "it to be given up"
        );
        (await Administrator.PostAsync($"notifications/{number}/again", new { })).Is(200);

        await OnlyRolloutAsync();
        Assert.Equal("trigger.started.v1", (await LogAsync(3))[^1]);
    }

    [Fact]
    public async Task Connections_are_shown_with_their_kind()
    {
        var hub = (await Administrator.GetAsync("connections"))
            .Is(200)
            .Json.EnumerateArray()
            .Single(connection => connection.GetProperty("name").GetString() == "hub");

        Assert.Equal(
            ("pipeline", "github"),
            (hub.GetProperty("kind").GetString(), hub.GetProperty("system").GetString())
        );
        Assert.DoesNotContain("secret", hub.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Senders_of_CloudEvents_may_ask_first()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/ci/hub");
        request.Headers.Add("WebHook-Request-Origin", "eventemitter.example.com");
        using var response = await Http.SendAsync(request);

        Assert.Equal("*", Assert.Single(response.Headers.GetValues("WebHook-Allowed-Origin")));
    }
}
