using System.Net;
using System.Text.RegularExpressions;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>A browser without script: it keeps cookies, follows where it is sent, and fills in forms.</summary>
internal sealed partial class Browser : IDisposable
{
    private const int MostRedirects = 20;

    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Browser(string address)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false });
    }

    public string Address { get; }

    /// <summary>Where it is now.</summary>
    public Uri Place { get; private set; } = new("about:blank");

    public void Dispose() => _http.Dispose();

    public string? Cookie(string name) => _cookies.GetCookies(new Uri(Address))[name]?.Value;

    public void Keep(string name, string value) => _cookies.Add(new Uri(Address), new Cookie(name, value));

    /// <summary>One request, and no further.</summary>
    public async Task<Answer> AskAsync(
        HttpMethod method,
        string path,
        IEnumerable<KeyValuePair<string, string>>? form = null,
        params (string Name, string Value)[] headers
    )
    {
        var address = new Uri(new Uri(Address), path);
        using var request = new HttpRequestMessage(method, address);
        request.Content = form is null ? null : new FormUrlEncodedContent(form);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        Place = address;
        return await Answer.OfAsync(response);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        AskAsync(HttpMethod.Get, path, form: null, headers);

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] headers) =>
        AskAsync(HttpMethod.Post, path, form: null, headers);

    /// <summary>Goes wherever it is led, until there is a page.</summary>
    public async Task<Answer> GoAsync(string path) => await FollowAsync(await GetAsync(path));

    /// <summary>Sends the form of a page with what somebody wrote into it, and goes wherever it is led.</summary>
    public async Task<Answer> SubmitAsync(Answer page, params (string Name, string Value)[] written)
    {
        var action = Action().Match(page.Text).Groups["url"].Value;
        var hidden = Hidden()
            .Matches(page.Text)
            .Select(match =>
                KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))
            );
        var form = hidden.Concat(written.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await FollowAsync(
            await AskAsync(
                HttpMethod.Post,
                new Uri(Place, action).AbsoluteUri,
                form,
                ("Sec-Fetch-Site", "same-origin"),
                ("Origin", Place.GetLeftPart(UriPartial.Authority))
            )
        );
    }

    private async Task<Answer> FollowAsync(Answer answer)
    {
        for (var i = 0; i < MostRedirects && answer.Headers.TryGetValue("Location", out var location); i++)
        {
            answer = await AskAsync(HttpMethod.Get, new Uri(Place, location).AbsoluteUri);
        }

        return answer;
    }

    [GeneratedRegex("<form[^>]* action=\"(?<url>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Action();

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Hidden();
}
