using System.Net;

namespace Rollouts.Demo.Commands;

/// <summary>
/// Customers with cookies, a few new ones each second. Each asks once, so that they are split as all other customers
/// are, and again at the end.
/// </summary>
internal sealed class StickyBrowsers : IAsyncDisposable
{
    private const int Most = 600;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    private readonly List<(HttpClient Browser, string First)> _browsers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _address;
    private readonly Task _arriving;

    public StickyBrowsers(Uri address)
    {
        _address = address;
        _arriving = ArriveAsync();
    }

    /// <summary>
    /// Lets those that a version answered first ask again; returns how often each version answers now.
    /// </summary>
    public async Task<Dictionary<string, int>> AskAgainAsync(string version, CancellationToken cancellation)
    {
        await _stop.CancelAsync();
        await _arriving;
        Dictionary<string, int> served = new(StringComparer.Ordinal);
        foreach (var (browser, _) in _browsers.Where(one => one.First == version))
        {
            var by = await ServedByAsync(browser, cancellation);
            served[by] = served.GetValueOrDefault(by) + 1;
        }

        return served;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _arriving;
        _browsers.ForEach(one => one.Browser.Dispose());
        _stop.Dispose();
    }

    private async Task ArriveAsync()
    {
        using var beat = new PeriodicTimer(Pace, TimeProvider.System);
        try
        {
            while (_browsers.Count < Most && await beat.WaitForNextTickAsync(_stop.Token))
            {
                var browser = new HttpClient(
                    new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false }
                );
                _browsers.Add((browser, await ServedByAsync(browser, _stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or HttpRequestException)
        {
            // No more of them are needed.
        }
    }

    private async Task<string> ServedByAsync(HttpClient browser, CancellationToken cancellation)
    {
        using var answer = await browser.GetAsync(_address, cancellation);
        return answer.Headers.TryGetValues("x-served-by", out var names) ? names.First() : "no version";
    }
}
