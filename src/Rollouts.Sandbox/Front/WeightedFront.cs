using System.Net;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Front;

/// <summary>
/// Where customers come in: a small proxy that follows the weights of a route, request by request, and tells what
/// came back.
/// </summary>
/// <param name="weights">The weights as they are at this moment.</param>
/// <param name="nobody">What a customer is told where no version has any weight.</param>
/// <param name="find">Where a version answers; null where there is none of that name.</param>
internal sealed class WeightedFront(
    Func<IReadOnlyList<NodeWeight>> weights,
    HttpStatusCode nobody,
    Func<string, Uri?> find,
    Action<string, int, TimeSpan> count,
    TimeProvider clock
) : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly Turns _turns = new();
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
        if (_turns.Next(weights()) is not { } node)
        {
            context.Response.StatusCode = (int)nobody;
            return;
        }

        var began = clock.GetTimestamp();
        var answer = await PassOnAsync(context, node);
        count(node, answer.Status, clock.GetElapsedTime(began));
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers["x-served-by"] = node;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Upstream> PassOnAsync(HttpContext context, string node)
    {
        // As Envoy says it when a cluster has no healthy host.
        if (find(node) is not { } address)
        {
            return Upstream.Empty(HttpStatusCode.ServiceUnavailable);
        }

        var target = new Uri(address, context.Request.Path + context.Request.QueryString);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        try
        {
            using var response = await _http.SendAsync(request, context.RequestAborted);
            return new Upstream(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.ToString(),
                await response.Content.ReadAsByteArrayAsync(context.RequestAborted)
            );
        }
        catch (HttpRequestException)
        {
            return Upstream.Empty(HttpStatusCode.ServiceUnavailable);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return Upstream.Empty(HttpStatusCode.GatewayTimeout);
        }
    }

    private sealed record Upstream(int Status, string? ContentType, byte[] Body)
    {
        public static Upstream Empty(HttpStatusCode status) => new((int)status, ContentType: null, []);
    }
}
