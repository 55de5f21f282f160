using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Front;

/// <summary>
/// The entry for customers: a small proxy that follows the rules and weights of a route and reports the result of each
/// request. Copies of mirrored requests are counted, and customers never see their responses.
/// </summary>
/// <param name="table">Returns the current rules.</param>
/// <param name="none">The response if no version has any weight.</param>
/// <param name="find">The address of a version; null if there is none of that name.</param>
internal sealed class WeightedFront(
    Func<FrontTable> table,
    HttpStatusCode none,
    Func<string, Uri?> find,
    Action<string, int, TimeSpan> count,
    TimeProvider clock
) : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<int, RoundRobin> _turns = new();
    private readonly MirrorTurns _mirrors = new();
    private readonly Stickiness _stickiness = new(clock);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, bool> _copies = new();
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }
    )
    {
        Timeout = Longest,
    };

    public async Task AnswerAsync(HttpContext context)
    {
        var asked = context.Request.Path.Value!.TrimStart('/');
        var below = asked.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? asked[at..] : "/";
        var rules = table();
        var place = rules.PlaceOf(context.Request, below);
        var rule = place is { } found ? rules.Rules[found] : null;
        if (
            rule is null
            || (_stickiness.NodeOf(context, rule) ?? TurnsOf(place!.Value).Next(rule.Weights)) is not { } node
        )
        {
            context.Response.StatusCode = (int)none;
            return;
        }

        _stickiness.Bind(context, rule, node);

        var body = context.Request.ContentLength > 0 ? await ReadAsync(context) : null;
        foreach (var mirror in rule.Mirrors.Where(_mirrors.IsNext))
        {
            Copy(context, mirror.Node, body);
        }

        var began = clock.GetTimestamp();
        using var request = RequestTo(context, node, body);
        var answer = await PassOnAsync(request, context.RequestAborted);
        count(node, answer.Status, clock.GetElapsedTime(began));
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers["x-served-by"] = node;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_copies.Keys);
        _http.Dispose();
        _end.Dispose();
    }

    // Each rule has its own turns, because the requests of one rule must not shift the shares of another.
    private RoundRobin TurnsOf(int place) => _turns.GetOrAdd(place, _ => new RoundRobin());

    private void Copy(HttpContext context, string node, byte[]? body)
    {
        // The customer's request may end before its copy.
        var request = RequestTo(context, node, body);
        var copy = CopyAsync(request, node);
        _copies.TryAdd(copy, true);
        _ = copy.ContinueWith(done => _copies.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task CopyAsync(HttpRequestMessage? request, string node)
    {
        using (request)
        {
            var began = clock.GetTimestamp();
            var answer = await PassOnAsync(request, _end.Token);
            count(node, answer.Status, clock.GetElapsedTime(began));
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var read = new MemoryStream();
        await context.Request.Body.CopyToAsync(read, context.RequestAborted);
        return read.ToArray();
    }

    /// <summary>Null if the version does not run.</summary>
    private HttpRequestMessage? RequestTo(HttpContext context, string node, byte[]? body)
    {
        if (find(node) is not { } address)
        {
            return null;
        }

        var target = new Uri(address, context.Request.Path + context.Request.QueryString);
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        return request;
    }

    private async Task<Upstream> PassOnAsync(HttpRequestMessage? request, CancellationToken end)
    {
        // As Envoy answers if a cluster has no healthy host.
        if (request is null)
        {
            return Upstream.Empty(HttpStatusCode.ServiceUnavailable);
        }

        try
        {
            using var response = await _http.SendAsync(request, end);
            return new Upstream(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.ToString(),
                await response.Content.ReadAsByteArrayAsync(end)
            );
        }
        catch (HttpRequestException)
        {
            return Upstream.Empty(HttpStatusCode.ServiceUnavailable);
        }
        catch (OperationCanceledException)
        {
            return Upstream.Empty(HttpStatusCode.GatewayTimeout);
        }
    }

    private sealed record Upstream(int Status, string? ContentType, byte[] Body)
    {
        public static Upstream Empty(HttpStatusCode status) => new((int)status, ContentType: null, []);
    }
}
