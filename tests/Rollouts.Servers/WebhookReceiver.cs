using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Servers;

/// <summary>Somebody who is called by webhooks: notes each request as it came, and answers as the test says.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private HttpServer? _server;

    public Uri Address => _server!.Address;

    public int Port => _server!.Port;

    /// <summary>The requests that came, in order.</summary>
    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    public Func<HttpContext, ReceivedCall, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        receiver._server = await HttpServer.StartAsync(receiver.HandleAsync);
        return receiver;
    }

    public void Says(int status, string text = "", TimeSpan? retryAfter = null) =>
        Answer = (context, _) => SayAsync(context, status, text, retryAfter);

    public static Task SayAsync(HttpContext context, int status, string text = "", TimeSpan? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = $"{wait.TotalSeconds:0}";
        }

        return context.Response.WriteAsync(text);
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new ReceivedCall(
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(),
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            ),
            await reader.ReadToEndAsync()
        );
        _calls.Enqueue(call);
        await Answer(context, call);
    }
}
