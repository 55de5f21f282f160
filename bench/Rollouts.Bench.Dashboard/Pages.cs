using System.Diagnostics;
using Microsoft.Playwright;
using Rollouts.Bench.Api;
using Rollouts.Bench.Engine;

namespace Rollouts.Bench.Dashboard;

/// <summary>How long the server takes for each page, how large it is, and when Chromium has painted Home.</summary>
internal static class Pages
{
    private const int Views = 60;
    private const int Paints = 10;

    /// <summary>What the pages are compared with: one page of the same list as JSON.</summary>
    private const string Reference = "/api/v1/rollouts?live=true";

    public static async IAsyncEnumerable<string> MeasureAsync(Service service, History history)
    {
        string[] addresses =
        [
            Reference,
            "/dashboard",
            "/dashboard?text=s77&group=service",
            $"/dashboard/rollouts/{history.Live[^1]}",
            "/dashboard/services",
            "/dashboard/plans",
            "/dashboard/insight",
            "/dashboard/audit?stream=rollout/",
            "/dashboard/system",
            "/dashboard/access",
        ];
        yield return "| address | p50 | p95 | p95 by the list as JSON | size |";
        yield return "|---|---:|---:|---:|---:|";
        var reference = 0.0;
        foreach (var address in addresses)
        {
            var (took, size) = await ViewAsync(service.Caller, address);
            var late = Lateness.At(took, 0.95);
            reference = address == Reference ? late : reference;
            yield return $"| `{address.Split('?')[0].Replace(history.Live[^1], "{id}")}"
                + $"{(address.Contains('?') ? "?..." : "")}` | {Lateness.At(took, 0.5):0} ms | {late:0} ms | "
                + $"{late / reference:0.0} | {size / 1000.0:0} kB |";
        }

        var painted = await PaintAsync(service);
        yield return $"Home is painted in Chromium (first contentful paint) after {Lateness.At(painted, 0.5):0} ms (median) "
            + $"and {painted[^1]:0} ms (longest) of {Paints}";
    }

    private static async Task<(List<double> Took, int Size)> ViewAsync(Caller caller, string address)
    {
        List<double> took = [];
        var size = 0;
        for (var view = 0; view < Views; view++)
        {
            var began = Stopwatch.GetTimestamp();
            size = (await caller.Http.GetByteArrayAsync(address)).Length;
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        took.Sort();
        return (took, size);
    }

    private static async Task<List<double>> PaintAsync(Service service)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await Chromium.SignInAsync(browser, service);
        List<double> painted = [];
        for (var paint = 0; paint < Paints; paint++)
        {
            await page.GotoAsync(new Uri(service.Address, "/dashboard").ToString());
            await Chromium.IsSoonAsync(
                page,
                "performance.getEntriesByName('first-contentful-paint').length > 0",
                TimeSpan.FromSeconds(30)
            );
            painted.Add(
                await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            );
        }

        painted.Sort();
        return painted;
    }
}
