using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.SignIn;
using Rollouts.Hosting;
using Rollouts.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Hosting;

/// <summary>The API as a process. It contains a worker unless the settings leave that to other processes.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly InstallationSeal _seal;
    private readonly WebApplication _app;

    private ApiHost(IStore store, InstallationSeal seal, WebApplication app) =>
        (_store, _seal, _app) = (store, seal, app);

    /// <summary>The address of the API. The port is known once the host has started.</summary>
    public string Address => _app.Urls.First();

    public IServiceProvider Services => _app.Services;

    /// <exception cref="HostRefusedException">The host cannot start with these settings.</exception>
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
            var jobs = WorkerHost.JobsOf(settings.Host);
            if (settings.Works)
            {
                builder.Services.AddRolloutsWorker(store, installation, seal, settings.Host.Mark(), jobs);
            }
            else
            {
                builder.Services.AddRolloutsEngine(store, installation, seal, jobs);
            }

            builder.Services.AddSingleton(_ => new Export("rollouts-api"));
            builder.Services.AddApi(AdministratorKey.Open(settings.Host.Data), settings.Limits);
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

    /// <summary>A link that signs in the owner of the machine once; null if a provider is configured.</summary>
    public string? FirstLink()
    {
        if (Services.GetRequiredService<SignInSetup>().Settings is not null)
        {
            return null;
        }

        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var code = Services.GetRequiredService<AdministratorKey>().With(key => SignIn.FirstLink.CodeOf(key, now));

        // The loopback address reaches a server that listens on all addresses.
        var address = new UriBuilder(Address);
        address.Host = address.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return SignIn.FirstLink.AddressOf(address.Uri.GetLeftPart(UriPartial.Authority), code);
    }

    /// <summary>Waits until the host stops.</summary>
    /// <param name="stop">Stops the host.</param>
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
