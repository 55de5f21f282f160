using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Tests.SignIn;
using Rollouts.Hosting.Jobs;

namespace Rollouts.Api.Tests.Jobs;

/// <summary>The dashboard of jobs: operators read, administrators act, and each action is recorded.</summary>
public sealed class JobDashboardTests : StubTest
{
    protected override string Roles =>
        """
                viewer: [staff]
                administrator: [admins]
                operator: [sre, { groups: [shop-sre], services: [shop-*], environments: [staging] }]
            """;

    [Fact]
    public async Task It_is_for_operators_and_administrators_of_everything()
    {
        foreach (var (group, status) in new[] { ("staff", 403), ("shop-sre", 403), ("sre", 200) })
        {
            using var browser = new Browser(Address);
            await SignInAsync(browser, group);
            Assert.Equal((group, status), (group, (await browser.GetAsync("/jobs/recurring")).Status));
            Assert.Equal((group, status), (group, (await browser.GetAsync("/jobs")).Status));
        }

        using var stranger = new Browser(Address);
        Assert.Equal("/sign-in?returnTo=%2Fjobs", (await stranger.GetAsync("/jobs")).Is(303).Headers["Location"]);
        (await stranger.PostAsync("/jobs/recurring/trigger")).Is(401);
    }

    [Fact]
    public async Task Its_policy_is_for_its_addresses_only()
    {
        await SignInAsync(Browser, "sre");
        var page = (await Browser.GetAsync("/jobs")).Is(200);
        Assert.StartsWith("default-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.StartsWith(
            "default-src 'none'",
            (await Browser.GetAsync("/api/v1/me")).Headers["Content-Security-Policy"],
            StringComparison.Ordinal
        );

        // It loads only files of this process, and runs no script of the page itself.
        Assert.DoesNotContain("http://", page.Text.Replace(Address, "", StringComparison.Ordinal));
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_reads_and_does_not_act()
    {
        Schedule();
        await SignInAsync(Browser, "sre");
        var page = (await Browser.GetAsync("/jobs/recurring")).Is(200);
        Assert.Contains("leftovers", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("js-jobs-list-command", page.Text, StringComparison.Ordinal);

        Assert.Equal(403, (await ActAsync(Browser, "recurring/trigger", await ProofAsync(Browser))).Status);
        Assert.Equal(200, (await ActAsync(Browser, "stats", await ProofAsync(Browser))).Status);
        Assert.Null(LastRun());
    }

    [Fact]
    public async Task An_administrator_acts_and_it_is_recorded_first()
    {
        Schedule();
        await SignInAsync(Browser, "admins");
        (await ActAsync(Browser, "recurring/trigger", proof: null)).IsRefused(403, "identity.cross-site");
        Assert.Null(LastRun());

        var answer = await ActAsync(Browser, "recurring/trigger", await ProofAsync(Browser));
        Assert.True(answer.Status is 200 or 204, $"{answer.Status} {answer.Text}");
        Assert.NotNull(LastRun());
        var entry = Assert.Single(
            await Trail.ReadAsync(Host, "access/door"),
            one => one.Event == "access.jobs-changed.v1"
        );
        Assert.Contains("\"recurring/trigger\"", entry.Data, StringComparison.Ordinal);
        Assert.Contains("leftovers", entry.Data, StringComparison.Ordinal);
        Assert.Contains("alice@example.com", entry.By, StringComparison.Ordinal);
    }

    // This process is no worker, so it has not registered the recurring jobs.
    private void Schedule() => RecurringJobs.Register(Host.Services.GetRequiredService<IRecurringJobManager>());

    private string? LastRun()
    {
        using var connection = Host.Services.GetRequiredService<JobStorage>().GetConnection();
        return connection.GetRecurringJobs(["leftovers"]).Single().LastJobId;
    }

    private static Task<Answer> ActAsync(Browser browser, string action, string? proof)
    {
        List<(string, string)> headers = [("Sec-Fetch-Site", "same-origin"), ("Origin", browser.Address)];
        if (proof is not null)
        {
            headers.Add(("X-Rollouts-Csrf", proof));
        }

        return browser.AskAsync(
            HttpMethod.Post,
            $"/jobs/{action}",
            [KeyValuePair.Create("jobs[]", "leftovers")],
            [.. headers]
        );
    }
}
