using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Rollouts.Dashboard.Tests;

/// <summary>Every page in light and dark, held to WCAG 2.2 AA as far as a program can tell, and to the narrow screen.</summary>
public sealed class AccessibilityTests : DashboardTest
{
    private static readonly string[] Pages =
    [
        "/dashboard",
        "/dashboard/services",
        "/dashboard/plans",
        "/dashboard/plans/staging/checkout",
        "/dashboard/freezes",
        "/dashboard/insight",
        "/dashboard/audit",
        "/dashboard/system",
        "/dashboard/access",
        "/dashboard/sandbox",
        "/dashboard/design",
    ];

    /// <summary>What sticks out where the page is wider than its window; empty where it is not.</summary>
    private const string Beyond = """
        () => document.documentElement.scrollWidth <= innerWidth ? '' :
            innerWidth + ': ' + [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide, nav, .charts'))
                .slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join(' | ')
        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_has_a_violation(ColorScheme scheme)
    {
        var page = await SignInAsync(
            new BrowserNewContextOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }
        );
        var dead = await StartAsync("checkout", "2.0.1", errorRate: 1);
        var asked = await StartAsync("search", "5.0.0", errorRate: 0);
        await UntilAsync(dead, rollout => Has(rollout, "status", "RolledBack"), "the end of a dead release");
        await UntilAsync(asked, rollout => Has(rollout, "position", "0.1.0"), "the question of the plan");

        List<string> violations = [];
        foreach (var path in Pages.Append($"/dashboard/rollouts/{dead}").Append($"/dashboard/rollouts/{asked}"))
        {
            await GoAsync(page, path);
            var found = await page.RunAxe(
                new AxeRunOptions
                {
                    RunOnly = new RunOnlyOptions
                    {
                        Type = "tag",
                        Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                    },
                }
            );
            violations.AddRange(
                found.Violations.SelectMany(rule =>
                    rule.Nodes.Take(3).Select(node => $"{path}: {rule.Id}: {node.Html}")
                )
            );
        }

        Assert.Empty(violations);
    }

    [Fact]
    public async Task No_page_is_wider_than_a_phone()
    {
        var page = await SignInAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 360, Height = 780 },
            }
        );
        var id = await StartAsync("checkout", "2.0.1", errorRate: 1);
        await UntilAsync(id, rollout => Has(rollout, "status", "RolledBack"), "the end of a dead release");

        foreach (var path in Pages.Append($"/dashboard/rollouts/{id}"))
        {
            await GoAsync(page, path);
            Assert.Equal((path, ""), (path, await page.EvaluateAsync<string>(Beyond)));
        }
    }
}
