using static Microsoft.Playwright.Assertions;

namespace Rollouts.Dashboard.Tests;

/// <summary>
/// Pictures of pages. With <c>ROLLOUTS_SCREENSHOTS=&lt;folder&gt;</c> every page is pictured into it, light and dark, on a
/// desk and on a phone, among them those that the documents show.
/// </summary>
public sealed class ScreenshotTests : DashboardTest
{
    private static readonly (string Name, int Width, int Height)[] Screens = [("desk", 1440, 900), ("phone", 360, 780)];

    private static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/dashboard"),
        ("services", "/dashboard/services"),
        ("plans", "/dashboard/plans"),
        ("plan", "/dashboard/plans/staging/checkout"),
        ("freezes", "/dashboard/freezes"),
        ("insight", "/dashboard/insight"),
        ("audit", "/dashboard/audit?stream=rollout/"),
        ("system", "/dashboard/system"),
        ("access", "/dashboard/access"),
        ("sandbox", "/dashboard/sandbox"),
        ("design", "/dashboard/design"),
    ];

    [Fact]
    public async Task A_page_can_be_pictured()
    {
        var folder = Environment.GetEnvironmentVariable("ROLLOUTS_SCREENSHOTS");
        var dead = await StartAsync("checkout", "2.0.1", errorRate: 0.05);
        var asked = await StartAsync("search", "5.0.0", errorRate: 0);
        await UntilAsync(dead, rollout => Has(rollout, "status", "RolledBack"), "the end of a bad release");
        await UntilAsync(asked, rollout => Has(rollout, "position", "0.1.0"), "the question of the plan");
        var pages = Pages
            .Append(("rollout", $"/dashboard/rollouts/{dead}"))
            .Append(("approval", $"/dashboard/rollouts/{asked}"))
            .ToList();
        if (folder is not null)
        {
            pages.Add(("misrouted", $"/dashboard/rollouts/{await MisroutedAsync()}"));
            pages.Add(("point", $"/dashboard/rollouts/{await BeforeThePointAsync()}"));
        }

        var temporary = Directory.CreateTempSubdirectory("ro-");
        try
        {
            foreach (var scheme in folder is null ? new[] { ColorScheme.Light } : [ColorScheme.Light, ColorScheme.Dark])
            {
                await PictureAsync(
                    scheme,
                    folder ?? temporary.FullName,
                    folder is null ? [("home", "/dashboard")] : pages
                );
            }

            Assert.NotEmpty(Directory.GetFiles(folder ?? temporary.FullName, "home-*.png"));
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private async Task<string> MisroutedAsync()
    {
        var page = await SignInAsync();
        await GoAsync(page, "/dashboard/sandbox");
        await page.ClickAsync("button[aria-label='Release a misrouted one to checkout']");
        await Expect(page.Locator("#head")).ToContainTextAsync("The router misroutes");
        return new Uri(page.Url).Segments[^1];
    }

    private async Task<string> BeforeThePointAsync()
    {
        var plan = (await File.ReadAllTextAsync(Repository.PathOf("examples", "sandbox-kong.yaml"))).Replace(
            "      - shift: 20%\n",
            "      - shift: 20%\n      - pointOfNoReturn: { because: the old version cannot read the new column, "
                + "approve: { from: [release-managers], within: 4h } }\n      - hold: 10m\n",
            StringComparison.Ordinal
        );
        var id = await StartAsync("carts", "3.0.0", errorRate: 0, plan);
        await UntilAsync(id, rollout => Has(rollout, "position", "0.2.0"), "the approval of the point");
        return id;
    }

    private async Task PictureAsync(ColorScheme scheme, string folder, IEnumerable<(string Name, string Path)> pages)
    {
        var page = await SignInAsync(
            new BrowserNewContextOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }
        );
        foreach (var (name, path) in pages)
        {
            await GoAsync(page, path);
            await Expect(page.Locator("h1").First).ToBeVisibleAsync();
            foreach (var (screen, width, height) in Screens)
            {
                await page.SetViewportSizeAsync(width, height);
                await page.ScreenshotAsync(
                    new PageScreenshotOptions
                    {
                        Path = Path.Combine(folder, $"{name}-{screen}-{scheme.ToString().ToLowerInvariant()}.png"),
                        FullPage = name != "audit",
                    }
                );
            }
        }
    }
}
