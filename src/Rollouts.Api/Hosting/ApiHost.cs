using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Api.SignIn;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Verifying;
using Rollouts.Worker.Hosting;
using Rollouts.Worker.Observing;

namespace Rollouts.Api.Hosting;

/// <summary>The API as a process, with a worker in it unless others work.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly InstallationSeal _seal;
    private readonly WebApplication _app;

    private ApiHost(IStore store, InstallationSeal seal, WebApplication app) =>
        (_store, _seal, _app) = (store, seal, app);

    /// <summary>Where it answers; the port is known once it has started.</summary>
    public string Address => _app.Urls.First();

    public IServiceProvider Services => _app.Services;

    /// <exception cref="HostRefusedException">It cannot be started as it is set up.</exception>
    public static async Task<ApiHost> StartAsync(ApiSettings settings, CancellationToken cancellation)
    {
        var installation = InstallationFile.Read(settings.Host.Installation!);
        var address = ListenAddress.Of(settings.Host.Listen!);
        var store = await WorkerHost.OpenAsync(settings.Host, cancellation);
        try
        {
            var seal = WorkerHost.SealOf(settings.Host);
            var builder = WebApplication.CreateSlimBuilder();
            settings.Host.Log.Configure(builder.Logging);
            HostExit.LeaveSignals(builder.Services);
            builder.WebHost.UseUrls(address.Url);
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = Body.Most;
            });
            builder.Services.AddSingleton(settings.Host.Clock);
            if (settings.Works)
            {
                builder.Services.AddRolloutsWorker(store, installation, seal, settings.Host.Mark());
            }
            else
            {
                builder.Services.AddRolloutsEngine(store, installation);
            }

            builder.Services.AddSingleton(_ => new Export("rollouts-api"));
            builder.Services.AddApi(AdministratorKey.Open(settings.Host.Data), seal, settings.Rates);
            var app = builder.Build();
            TrustedProxies.Use(app, settings.TrustedProxies);
            ApiPipeline.Map(app);
            app.Services.GetRequiredService<Export>();
            await address.StartAsync(app, cancellation);
            return new ApiHost(store, seal, app);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A link that signs whoever owns the machine in, once; null where a provider vouches for people.
    /// </summary>
    public string? FirstLink()
    {
        if (Services.GetRequiredService<SignInSetup>().Settings is not null)
        {
            return null;
        }

        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var code = Services.GetRequiredService<AdministratorKey>().With(key => SignIn.FirstLink.CodeOf(key, now));

        // What listens on every address is reached on this machine by the nearest one.
        var address = new UriBuilder(Address);
        address.Host = address.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return SignIn.FirstLink.AddressOf(address.Uri.GetLeftPart(UriPartial.Authority), code);
    }

    /// <summary>Waits until the host stops.</summary>
    /// <param name="stop">Stops the host; nothing else is expected to.</param>
    /// <returns>The exit code: 0 if the host was asked to stop, 1 if it stopped by itself.</returns>
    public Task<int> WaitAsync(CancellationToken stop) => HostExit.WaitAsync(_app, stop);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        _seal.Dispose();
    }
}
