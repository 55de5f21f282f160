namespace Rollouts.Api.Tests.Live;

/// <summary>An open line to the API, read event by event.</summary>
internal sealed class Line : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private Line(HttpResponseMessage response, Stream body) =>
        (_response, _reader) = (response, new StreamReader(body));

    public static async Task<Line> OpenAsync(Client client, string path, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new Line(response, await response.Content.ReadAsStreamAsync());
    }

    public async Task<Told> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        string? id = null;
        var (kind, data) = ("", "");
        while (await _reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0 && kind.Length > 0)
            {
                return new Told(id, kind, data);
            }

            id = Part(line, "id: ") ?? id;
            kind = Part(line, "event: ") ?? kind;
            data = Part(line, "data: ") ?? data;
        }

        throw new InvalidOperationException("the line was closed");
    }

    public async Task<Told> UntilAsync(Predicate<Told> condition)
    {
        while (true)
        {
            var told = await NextAsync();
            if (condition(told))
            {
                return told;
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }

    private static string? Part(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : null;
}
