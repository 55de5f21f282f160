using static Microsoft.Playwright.Assertions;

namespace Rollouts.Dashboard.Tests;

/// <summary>The pages of background jobs come from a package. They run under the policy of their addresses.</summary>
public sealed class JobPageTests : DashboardTest
{
    [Fact]
    public async Task An_administrator_triggers_a_recurring_job_and_the_browser_blocks_nothing()
    {
        var page = await SignInAsync();
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        await GoAsync(page, "/jobs/recurring");
        await Expect(page.Locator("tr", new PageLocatorOptions { HasText = "leftovers" })).ToHaveCountAsync(1);
        await page.Locator("tr", new PageLocatorOptions { HasText = "leftovers" }).Locator("input").CheckAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.ClickAsync("button[data-url$='trigger']"),
            answer => answer.Url.EndsWith("/jobs/recurring/trigger", StringComparison.Ordinal) && answer.Ok
        );
        await GoAsync(page, "/jobs/servers");
        await Expect(page.Locator("body")).ToContainTextAsync("maintenance");

        Assert.Empty(complaints);
        var records = await ReadAsync("audit?stream=access/door&event=access.jobs-changed");
        Assert.Equal(
            "recurring/trigger",
            records.GetProperty("records")[0].GetProperty("data").GetProperty("action").GetString()
        );
    }
}
