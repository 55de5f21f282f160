using System.Net;
using System.Text.RegularExpressions;

namespace Rollouts.Demo.Clients;

/// <summary>A browser in which the owner of the installation is signed in.</summary>
internal sealed partial class OwnerBrowser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() });

    public void Dispose() => _http.Dispose();

    /// <summary>Submits the only form of a page.</summary>
    /// <param name="written">What the person fills in.</param>
    /// <returns>The text of the next page.</returns>
    public async Task<string> AgreeAsync(
        Uri page,
        CancellationToken cancellation,
        params KeyValuePair<string, string>[] written
    )
    {
        var text = await _http.GetStringAsync(page, cancellation);
        var action = new Uri(page, WebUtility.HtmlDecode(Action().Match(text).Groups["url"].Value));
        var hidden = Hidden()
            .Matches(text)
            .Select(match =>
                KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))
            );
        using var form = new FormUrlEncodedContent(hidden.Concat(written));
        using var response = await _http.PostAsync(action, form, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Submits the form of a page that leads to an address, as a person would who filled it in.</summary>
    /// <exception cref="DemoFailedException">The page has no such form.</exception>
    public async Task SubmitAsync(
        Uri page,
        string action,
        CancellationToken cancellation,
        params KeyValuePair<string, string>[] written
    )
    {
        var text = await _http.GetStringAsync(page, cancellation);
        if (!text.Contains($"action=\"{action}\"", StringComparison.Ordinal))
        {
            throw new DemoFailedException($"{page} has no form for {action}");
        }

        // All forms of a page carry the same hidden fields.
        var hidden = Hidden()
            .Matches(text)
            .DistinctBy(match => match.Groups["name"].Value)
            .Select(match =>
                KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))
            );
        using var form = new FormUrlEncodedContent(hidden.Concat(written));
        using var response = await _http.PostAsync(new Uri(page, action), form, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new DemoFailedException($"{action} was answered by {(int)response.StatusCode}");
        }
    }

    [GeneratedRegex(
        "<form[^>]* action=\"(?<url>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Action();

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Hidden();
}
