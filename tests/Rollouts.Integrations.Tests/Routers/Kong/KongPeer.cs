using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Kong;

namespace Rollouts.Integrations.Tests.Routers.Kong;

/// <summary>An Admin API on the loopback, and what was asked of it.</summary>
internal sealed class KongPeer : IAsyncDisposable
{
    private HttpServer? _server;

    private KongPeer(KongGateway gateway) => Gateway = gateway;

    public KongGateway Gateway { get; }

    public Uri Address => _server!.Address;

    /// <summary>As in <c>PATCH /upstreams/checkout/targets/v2:8080</c>, in order.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>After so many changes it hangs up in the middle of each.</summary>
    public int BreaksAfter { get; set; } = int.MaxValue;

    /// <param name="prefix">What stands before its paths.</param>
    public static async Task<KongPeer> StartAsync(KongGateway gateway, string prefix = "")
    {
        var peer = new KongPeer(gateway);
        peer._server = await HttpServer.StartMappedAsync(app =>
        {
            app.Use(peer.NoteAsync);
            app.MapKongAdmin(peer.Gateway, prefix);
        });
        return peer;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }

        if (Changes.Count >= BreaksAfter)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        Changes.Add($"{context.Request.Method} {context.Request.Path}");
        return next(context);
    }
}
