namespace Rollouts.Api.Tests.SignIn;

/// <summary>How long somebody stays signed in, and what they leave behind.</summary>
public sealed class SessionTests : StubTest
{
    [Fact]
    public async Task A_session_outlives_the_process()
    {
        await SignInAsync(Browser, "staff");
        await StartAgainAsync();

        (await Browser.GetAsync("/api/v1/me")).Is(200);
    }

    [Fact]
    public async Task It_ends_when_its_holder_was_away_for_too_long()
    {
        await SignInAsync(Browser, "staff");
        await LaterAsync(TimeSpan.FromMinutes(115));
        (await Browser.GetAsync("/api/v1/me")).Is(200);
        await LaterAsync(TimeSpan.FromMinutes(230));
        (await Browser.GetAsync("/api/v1/me")).Is(200);
        await LaterAsync(TimeSpan.FromMinutes(351));
        (await Browser.GetAsync("/api/v1/me")).IsRefused(401, "identity.key-needed");
    }

    [Fact]
    public async Task It_ends_after_half_a_day_however_busy_its_holder_is()
    {
        await SignInAsync(Browser, "staff");
        for (var hours = 1.5; hours < 12; hours += 1.5)
        {
            await LaterAsync(TimeSpan.FromHours(hours));
            (await Browser.GetAsync("/api/v1/me")).Is(200);
        }

        await LaterAsync(TimeSpan.FromHours(12));
        (await Browser.GetAsync("/api/v1/me")).Is(401);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_in_every_copy_of_their_browser()
    {
        await SignInAsync(Browser, "staff");
        using var thief = new Browser(Address);
        thief.Keep("rollouts", Browser.Cookie("rollouts")!);
        (await thief.GetAsync("/api/v1/me")).Is(200);

        (await Browser.PostAsync("/sign-out", ("X-Rollouts-Csrf", await ProofAsync(Browser)))).Is(204);

        Assert.Null(Browser.Cookie("rollouts"));
        (await thief.GetAsync("/api/v1/me")).Is(401);
        Assert.Equal(
            ["access.signed-in.v1", "access.signed-out.v1", "access.refused.v1"],
            await Trail.DoorAsync(Host, 3)
        );
    }

    // Verification D7: a browser that went to /sign-out got 405 as JSON, and no page led to the button.
    [Fact]
    public async Task A_browser_finds_the_button_that_signs_out_at_any_time()
    {
        await SignInAsync(Browser, "staff");

        var page = (await Browser.GoAsync("/sign-out")).Is(200);
        Assert.Contains("action=\"/sign-out\"", page.Text, StringComparison.Ordinal);
        var html = ("Accept", "text/html,application/xhtml+xml");
        Assert.Equal("/dashboard", (await Browser.GetAsync("/", html)).Is(303).Headers["Location"]);
        (await Browser.GetAsync("/")).IsRefused(404, "request.no-such-address");

        (await Browser.SubmitAsync(page)).Is(200);
        (await Browser.GetAsync("/api/v1/me")).Is(401);
        Assert.Equal("/sign-in", (await Browser.GetAsync("/sign-out")).Is(303).Headers["Location"]);
    }

    [Fact]
    public async Task Whoever_signs_in_again_is_in_once()
    {
        await SignInAsync(Browser, "staff");
        using var copy = new Browser(Address);
        copy.Keep("rollouts", Browser.Cookie("rollouts")!);

        await SignInAsync(Browser, "staff");

        (await Browser.GetAsync("/api/v1/me")).Is(200);
        (await copy.GetAsync("/api/v1/me")).Is(401);
    }

    [Fact]
    public async Task An_administrator_ends_anybodys()
    {
        await SignInAsync(Browser, "staff");
        var line = Assert.Single(await Trail.ReadAsync(Host, "access/door"));
        var id = System.Text.Json.JsonElement.Parse(line.Data).GetProperty("session").GetString();

        var ended = await Administrator.PostAsync($"sessions/{id}/end", new { reason = "a lost laptop" });

        Assert.Equal("alice@example.com", ended.Is(200)["name"]);
        (await Browser.GetAsync("/api/v1/me")).Is(401);
        (await Administrator.PostAsync($"sessions/{ended["id"]}/end", new { reason = "again" })).Is(200);
        foreach (var wrong in new[] { id![..7], "00000000", new string('0', 64), "../../key" })
        {
            var answer = await Administrator.PostAsync(
                $"sessions/{Uri.EscapeDataString(wrong)}/end",
                new { reason = "x" }
            );
            answer.IsRefused(404, wrong.Contains('/') ? answer.Code : "session.unknown");
        }
    }

    [Fact]
    public async Task What_the_browser_keeps_stands_nowhere_in_the_log()
    {
        await SignInAsync(Browser, "staff");
        var log = (await Administrator.GetAsync("audit/export")).Is(200).Text;

        Assert.Contains("session.opened.v1", log, StringComparison.Ordinal);
        Assert.Contains("alice@example.com", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Browser.Cookie("rollouts")!, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Provider.IdToken!, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_made_up_opens_nothing()
    {
        await SignInAsync(Browser, "staff");
        var good = Browser.Cookie("rollouts")!;
        foreach (var wrong in new[] { "", "x", good[..^1], good + "A", (good[0] == 'A' ? "B" : "A") + good[1..] })
        {
            Browser.Keep("rollouts", wrong);
            (await Browser.GetAsync("/api/v1/me")).Is(401);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_not_made_good_by_a_session()
    {
        await SignInAsync(Browser, "staff");

        (await Browser.GetAsync("/api/v1/me", ("Authorization", "Bearer wrong"))).Is(401);
        (await Browser.GetAsync("/api/v1/me", ("Authorization", ""))).Is(401);
    }

    [Fact]
    public async Task Who_watches_live_is_cut_off_when_the_session_ends()
    {
        await SignInAsync(Browser, "staff");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/api/v1/rollouts/live");
        request.Headers.Add("Cookie", $"rollouts={Browser.Cookie("rollouts")}");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode);

        await Browser.PostAsync("/sign-out", ("X-Rollouts-Csrf", await ProofAsync(Browser)));

        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await (await response.Content.ReadAsStreamAsync(end.Token)).CopyToAsync(Stream.Null, end.Token);
    }

    private async Task LaterAsync(TimeSpan since)
    {
        ClockAhead = since;
        await StartAgainAsync();
    }
}
