using static Microsoft.Playwright.Assertions;

namespace Rollouts.Dashboard.Tests;

/// <summary>A release from its start to its end, played on the pages.</summary>
public sealed class RolloutPageTests : DashboardTest
{
    [Fact]
    public async Task A_release_is_started_and_watched_without_reload_and_rolled_back()
    {
        var page = await SignInAsync();
        await GoAsync(page, "/dashboard/plans/staging/checkout");
        await page.FillAsync("input[name=version]", "2.0.0");
        await page.FillAsync("#start textarea[name=reason]", "a try");
        await page.ClickAsync("#start button");
        await Expect(page)
            .ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/dashboard/rollouts/[0-9a-f]{32}$"));
        await page.EvaluateAsync("window.sameDocument = true");

        await Expect(page.Locator("h1")).ToContainTextAsync("serves 20");
        // It stays there, however slow this machine is.
        var id = new Uri(page.Url).Segments[^1];
        var position = (await ReadAsync($"rollouts/{id}")).GetProperty("position").GetString()!;
        await CommandAsync(id, "pause", position);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator("#charts polyline.cand").First).ToBeAttachedAsync();
        await page.ClickAsync("#open-rollback");
        await page.FillAsync("#reason-rollback", "I have seen enough");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument"));
        await page.ClickAsync("#sheet-rollback button.full");

        await Expect(page.Locator("h1")).ToContainTextAsync("was rolled back");
        await Expect(page.Locator(".tl")).ToContainTextAsync("I have seen enough");
    }

    [Fact]
    public async Task A_bad_release_comes_back_by_itself_and_its_page_says_why()
    {
        var page = await SignInAsync();
        var id = await StartAsync("checkout", "2.0.1", errorRate: 1);
        await GoAsync(page, $"/dashboard/rollouts/{id}");

        await Expect(page.Locator("h1")).ToContainTextAsync("was rolled back");
        await Expect(page.Locator("#head")).ToContainTextAsync("successRate");
        await Expect(page.Locator("#charts polyline.climbl").First).ToBeAttachedAsync();
        await Expect(page.Locator("#side")).ToContainTextAsync("failed requests above the baseline");
    }

    [Fact]
    public async Task An_approver_says_yes_with_the_keyboard_alone()
    {
        var page = await SignInAsync();
        var id = await AskedAsync("5.0.0");
        await GoAsync(page, $"/dashboard/rollouts/{id}");

        await page.FocusAsync("#main");
        await TabToAsync(page, "open-approve");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "reason-approve");
        await page.Keyboard.TypeAsync("it looks fine");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await UntilAsync(id, rollout => Has(rollout, "position", "0.3.0"), "the shift that was approved");
        await Expect(page.Locator("#below")).ToContainTextAsync("it looks fine");
    }

    [Fact]
    public async Task An_approver_says_no()
    {
        var page = await SignInAsync();
        var id = await AskedAsync("5.0.1");
        await GoAsync(page, $"/dashboard/rollouts/{id}");

        await page.ClickAsync("#open-reject");
        await page.FillAsync("#reason-reject", "not today");
        await page.ClickAsync("#sheet-reject button.full");

        await UntilAsync(id, rollout => Has(rollout, "status", "RolledBack"), "the end after a no");
        await Expect(page.Locator("#below")).ToContainTextAsync("not today");
    }

    [Fact]
    public async Task What_was_decided_on_an_older_position_is_refused_with_what_changed()
    {
        var page = await SignInAsync();
        var id = await AskedAsync("5.0.2");
        await GoAsync(page, $"/dashboard/rollouts/{id}");
        await page.ClickAsync("#open-pause");
        await page.FillAsync("#reason-pause", "wait a moment");

        var other = await SignInAsync();
        await GoAsync(other, $"/dashboard/rollouts/{id}");
        await other.ClickAsync("#open-skip");
        await other.FillAsync("#reason-skip", "in a hurry");
        await other.ClickAsync("#sheet-skip button[data-needs-live]");
        await UntilAsync(id, rollout => !Has(rollout, "position", "0.1.0"), "the position that moved on");
        await page.ClickAsync("#sheet-pause button[data-needs-live]");

        await Expect(page.Locator(".note")).ToContainTextAsync("This has changed since you looked");
        await Expect(page.Locator(".note")).ToContainTextAsync("0.1.0");
        await Expect(page.Locator(".note")).ToContainTextAsync("Nothing was sent");
    }

    [Fact]
    public async Task An_instant_of_the_past_shows_what_was_known_then()
    {
        var page = await SignInAsync();
        var id = await StartAsync("checkout", "2.0.3", errorRate: 1);
        await UntilAsync(id, rollout => Has(rollout, "status", "RolledBack"), "the end of a dead release");
        var events = await ReadAsync($"rollouts/{id}/events");
        var entered = events
            .EnumerateArray()
            .First(record => Has(record, "event", "rollout.step-entered.v1"))
            .GetProperty("at")
            .GetString();

        await GoAsync(page, $"/dashboard/rollouts/{id}?at={entered}");

        await Expect(page.Locator("#head")).ToContainTextAsync("Replay");
        await Expect(page.Locator("h1")).Not.ToContainTextAsync("rolled back");
        await Expect(page.Locator("#acts")).ToHaveCountAsync(0);
        var evidence = await page.APIRequest.GetAsync(
            new Uri(Address, $"/dashboard/rollouts/{id}/evidence").ToString()
        );
        Assert.Contains("\"samples\"", await evidence.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_route_and_a_mirror_are_on_the_page_and_the_front_follows_them()
    {
        var page = await SignInAsync();
        var plan = await File.ReadAllTextAsync(Repository.PathOf("examples", "sandbox-routes.yaml"));
        var id = await StartAsync("orders", "2.0.0", errorRate: 0, plan);
        await UntilAsync(id, rollout => Has(rollout, "position", "0.3.0"), "the mirror after the header route");
        await CommandAsync(id, "pause", "0.3.0");
        await GoAsync(page, $"/dashboard/rollouts/{id}");

        await Expect(page.Locator("#head")).ToContainTextAsync("Requests with x-team: /shop|orders/");
        await Expect(page.Locator("#head")).ToContainTextAsync("2.0.0 gets copies of 20");
        Assert.Equal("orders-v2", await ServedByAsync(page, "shop"));
        Assert.Equal("orders-v1", await ServedByAsync(page, "others"));
    }

    private async Task<string> ServedByAsync(IPage page, string team)
    {
        var answer = await page.APIRequest.GetAsync(
            new Uri(Front, "orders").ToString(),
            new APIRequestContextOptions { Headers = [new("x-team", team)] }
        );
        return answer.Headers["x-served-by"];
    }

    private async Task<string> AskedAsync(string version)
    {
        var id = await StartAsync("search", version, errorRate: 0);
        await UntilAsync(id, rollout => Has(rollout, "position", "0.1.0"), "the question of the plan");
        return id;
    }

    private static async Task TabToAsync(IPage page, string id)
    {
        for (var i = 0; i < 60; i++)
        {
            if (await page.EvaluateAsync<string>("document.activeElement.id") == id)
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"the keyboard does not reach '{id}'");
    }
}
