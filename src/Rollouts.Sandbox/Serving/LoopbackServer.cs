using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Rollouts.Sandbox.Serving;

/// <summary>A small HTTP server that only this machine can reach.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="port">0 for any free port.</param>
    public static Task<LoopbackServer> StartAsync(int port, RequestDelegate answer, CancellationToken cancellation) =>
        StartAsync(port, (WebApplication app) => app.Run(answer), cancellation);

    /// <param name="port">0 for any free port.</param>
    /// <param name="build">Adds the endpoints.</param>
    public static async Task<LoopbackServer> StartAsync(
        int port,
        Action<WebApplication> build,
        CancellationToken cancellation
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRouting();
        var app = builder.Build();
        build(app);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new LoopbackServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        // Calls that hang on purpose are not waited for.
        using var soon = new CancellationTokenSource(Patience);
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }
}
