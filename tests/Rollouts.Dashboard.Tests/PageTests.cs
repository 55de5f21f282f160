using static Microsoft.Playwright.Assertions;

namespace Rollouts.Dashboard.Tests;

/// <summary>What holds for pages in general: sign-in, addresses, no script, the end of a session.</summary>
public sealed class PageTests : DashboardTest
{
    [Fact]
    public async Task A_one_time_link_leads_home_and_so_does_the_root()
    {
        var page = await SignInAsync();
        Assert.Equal("/dashboard", new Uri(page.Url).AbsolutePath);

        await GoAsync(page, "/");

        Assert.Equal("/dashboard", new Uri(page.Url).AbsolutePath);
        await Expect(page.Locator("h1")).ToContainTextAsync("Nothing waits for you");
    }

    [Fact]
    public async Task Without_a_session_a_page_says_how_to_get_one_and_shows_nothing()
    {
        var page = await Browser.NewPageAsync();
        var answer = await page.GotoAsync(new Uri(Address, "/dashboard").ToString());

        Assert.Equal(401, answer!.Status);
        await Expect(page.Locator("#main")).ToContainTextAsync("one-time link");
        await Expect(page.Locator("nav a")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Filters_stand_in_the_address()
    {
        var page = await SignInAsync();
        var id = await StartAsync("checkout", "2.0.0", errorRate: 0);
        await GoAsync(page, "/dashboard");
        await page.FillAsync("input[name=text]", "checkout");
        await page.ClickAsync("form.filters button");
        Assert.Contains("text=checkout", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator($"#lists a[href$='{id}']")).ToHaveCountAsync(1);

        await GoAsync(page, "/dashboard?text=nothing-like-it&group=service");

        await Expect(page.Locator($"#lists a[href$='{id}']")).ToHaveCountAsync(0);
        await Expect(page.Locator(".seg [aria-current]")).ToHaveTextAsync("service");
    }

    [Fact]
    public async Task Home_shows_a_release_that_another_person_starts_without_reload()
    {
        var page = await SignInAsync();
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await page.EvaluateAsync("window.sameDocument = true");

        var id = await StartAsync("checkout", "2.0.0", errorRate: 0);

        await Expect(page.Locator($"#lists a[href$='{id}']")).ToHaveCountAsync(1);
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument"));
    }

    [Fact]
    public async Task Without_script_a_person_reads_and_acts()
    {
        var page = await SignInAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var id = await StartAsync("search", "5.0.0", errorRate: 0);
        await UntilAsync(id, rollout => Has(rollout, "position", "0.1.0"), "the question of the plan");
        await GoAsync(page, $"/dashboard/rollouts/{id}");
        await Expect(page.Locator("h1")).ToContainTextAsync("waits for approval");

        await page.ClickAsync("#open-rollback");
        await page.FillAsync("#reason-rollback", "without script");
        await page.ClickAsync("#sheet-rollback button.full");

        await UntilAsync(id, rollout => Has(rollout, "status", "RolledBack"), "the rollback");
    }

    [Fact]
    public async Task A_session_that_is_ended_elsewhere_closes_its_pages()
    {
        var page = await SignInAsync();
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");

        var other = await SignInAsync();
        await GoAsync(other, "/dashboard/access");
        var row = other
            .Locator("section[aria-labelledby=sessions] tbody tr")
            .Filter(new LocatorFilterOptions { HasNotText = "this one" });
        await row.Locator("button[popovertarget]").First.ClickAsync();
        await row.Locator("textarea").FillAsync("left open");
        await row.Locator("button.full").ClickAsync();

        await Expect(page.Locator("h1"))
            .ToHaveTextAsync(
                "Your session has ended.",
                new LocatorAssertionsToHaveTextOptions { Timeout = LongestWait }
            );
        await Expect(page.Locator("#lists")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_theme_is_chosen_once_and_the_page_stays_where_it_was()
    {
        var page = await SignInAsync(new BrowserNewContextOptions { ColorScheme = ColorScheme.Light });
        await GoAsync(page, "/dashboard/services?text=checkout");

        await page.SelectOptionAsync("#theme", "dark");

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("/dashboard/services?text=checkout", new Uri(page.Url).PathAndQuery);
        await GoAsync(page, "/dashboard");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.SelectOptionAsync("#theme", "auto");
        await Expect(page.Locator("html[data-theme]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_says_that_the_service_is_away_and_comes_back_with_it()
    {
        var page = await SignInAsync();
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await page.EvaluateAsync("window.sameDocument = true");

        await StopAsync();
        await Expect(page.Locator("#live")).ToHaveTextAsync("disconnected");
        await StartAgainAsync();

        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        var id = await StartAsync("checkout", "2.0.0", errorRate: 0);
        await Expect(page.Locator($"#lists a[href$='{id}']")).ToHaveCountAsync(1);
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument"));
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        var page = await SignInAsync();
        var id = await StartAsync("search", "5.0.0", errorRate: 0);

        var answer = await page.APIRequest.PostAsync(
            new Uri(Address, $"/dashboard/rollouts/{id}/rollback").ToString(),
            new APIRequestContextOptions { Form = page.APIRequest.CreateFormData().Set("reason", "forged") }
        );

        Assert.Equal(403, answer.Status);
        Assert.False(Has(await ReadAsync($"rollouts/{id}"), "status", "Cancelled"));
    }
}
