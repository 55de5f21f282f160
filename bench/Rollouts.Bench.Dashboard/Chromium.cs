using System.Diagnostics;
using Microsoft.Playwright;

namespace Rollouts.Bench.Dashboard;

/// <summary>Debian's Chromium, and persons in it.</summary>
internal static class Chromium
{
    private const string Path = "/usr/bin/chromium";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = ["--no-sandbox"] }
        );

    /// <summary>Waits until an expression is true. The policy of the pages forbids Playwright's own way to wait.</summary>
    public static async Task<bool> IsSoonAsync(IPage page, string expression, TimeSpan longest)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await page.EvaluateAsync<bool>(expression))
        {
            if (Stopwatch.GetElapsedTime(began) > longest)
            {
                return false;
            }

            await Task.Delay(20);
        }

        return true;
    }

    public static async Task<IPage> SignInAsync(IBrowser browser, Service service)
    {
        var context = await browser.NewContextAsync();
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(service.SignInLink);
        await page.ClickAsync("button");
        return page;
    }
}
