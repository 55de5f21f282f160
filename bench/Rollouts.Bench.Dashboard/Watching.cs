using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Rollouts.Bench.Api;
using Rollouts.Bench.Engine;

namespace Rollouts.Bench.Dashboard;

/// <summary>How soon a change is visible while many watch: pages in Chromium, and streams beside them.</summary>
internal static class Watching
{
    private const int Pages = 20;
    private const int Streams = 480;
    private const int Moving = 200;

    /// <summary>Fewer than the API allows one caller.</summary>
    private const int EachReader = 80;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Notes when the headline of a page says that its rollout was cancelled.</summary>
    private const string Watch = """
        () => {
          const look = () => {
            if (/cancelled|rolled back|withdrawn/i.test(document.querySelector('h1')?.textContent ?? '')) { window.seenAt ??= Date.now(); }
          };
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
          look();
        }
        """;

    public static async IAsyncEnumerable<string> MeasureAsync(Service service, History history, int run)
    {
        var moving = history.Take(Moving);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var pages = await OpenAsync(browser, service, [.. moving.Take(Pages)]);
        var readers = await service.Caller.ReadersAsync(Streams / EachReader);
        using var ending = new CancellationTokenSource();
        var heard = new ConcurrentDictionary<int, long>();
        var streams = Enumerable
            .Range(0, Streams)
            .Select(number =>
                ListenAsync(readers[number % readers.Count], moving[number % Moving], number, heard, ending.Token)
            )
            .ToList();
        await Task.WhenAll(streams.Select(stream => stream.IsOpen));
        await Task.Delay(TimeSpan.FromSeconds(2));
        heard.Clear();

        var (before, began) = (service.ProcessorTime, Stopwatch.GetTimestamp());
        var told = new ConcurrentDictionary<string, (long At, DateTimeOffset Wall)>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            moving,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (id, _) =>
            {
                told[id] = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
                await history.RollBackAsync(id);
            }
        );
        while (heard.Count < Streams && Stopwatch.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(50);
        }

        var seen = await SeenAsync(pages, told);
        var streamed = heard
            .Select(one => Stopwatch.GetElapsedTime(told[moving[one.Key % Moving]].At, one.Value).TotalMilliseconds)
            .Order()
            .ToList();
        var used = (service.ProcessorTime - before) / Stopwatch.GetElapsedTime(began);
        await ending.CancelAsync();
        foreach (var reader in readers)
        {
            reader.Dispose();
        }

        yield return $"{Moving} rollouts move, {Pages} pages in Chromium and {Streams} streams watch (run {run}): "
            + $"{seen.Count} of {Pages} pages show it, p50 {Lateness.At(seen, 0.5):0} ms, longest {Last(seen):0} ms; "
            + $"{streamed.Count} of {Streams} streams hear it, p99 {Lateness.At(streamed, 0.99):0} ms; the service uses "
            + $"{used.ToString("0.00", CultureInfo.InvariantCulture)} of a core meanwhile";
    }

    private static double Last(List<double> sorted) => sorted.Count == 0 ? double.NaN : sorted[^1];

    private static async Task<List<(IPage Page, string Id)>> OpenAsync(
        IBrowser browser,
        Service service,
        IReadOnlyList<string> ids
    )
    {
        List<(IPage Page, string Id)> pages = [];
        foreach (var id in ids)
        {
            // A browser opens six lines to one host, so each page is a person of its own.
            var page = await Chromium.SignInAsync(browser, service);
            await page.GotoAsync(new Uri(service.Address, $"/dashboard/rollouts/{id}").ToString());
            await Chromium.IsSoonAsync(page, "document.getElementById('live')?.textContent === 'live'", Longest);
            await page.EvaluateAsync(Watch);
            pages.Add((page, id));
        }

        return pages;
    }

    private static async Task<List<double>> SeenAsync(
        List<(IPage Page, string Id)> pages,
        ConcurrentDictionary<string, (long At, DateTimeOffset Wall)> told
    )
    {
        List<double> seen = [];
        foreach (var (page, id) in pages)
        {
            // A page that does not show the change is not counted.
            if (await Chromium.IsSoonAsync(page, "window.seenAt !== undefined", Longest))
            {
                var at = await page.EvaluateAsync<double>("window.seenAt");
                seen.Add(at - told[id].Wall.ToUnixTimeMilliseconds());
            }
        }

        seen.Sort();
        return seen;
    }

    private static Listening ListenAsync(
        Caller reader,
        string id,
        int number,
        ConcurrentDictionary<int, long> heard,
        CancellationToken ending
    )
    {
        var isOpen = new TaskCompletionSource();
        return new Listening(isOpen.Task, HearAsync());

        async Task HearAsync()
        {
            try
            {
                using var response = await reader.Http.GetAsync(
                    $"/dashboard/rollouts/{id}/changes",
                    HttpCompletionOption.ResponseHeadersRead,
                    ending
                );
                response.EnsureSuccessStatusCode();
                isOpen.SetResult();
                using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ending));
                while (await lines.ReadLineAsync(ending) is { } line)
                {
                    if (line == "event: changed")
                    {
                        heard.TryAdd(number, Stopwatch.GetTimestamp());
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
            catch (Exception exception)
            {
                isOpen.TrySetException(exception);
                await Console.Error.WriteLineAsync($"stream {number}: {exception.Message}");
            }
        }
    }

    private sealed record Listening(Task IsOpen, Task Heard);
}
