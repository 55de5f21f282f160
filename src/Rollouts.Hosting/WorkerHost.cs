using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Domain.Connections;
using Rollouts.Hosting.Jobs;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Opening;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Hosting;

/// <summary>A worker as its own process.</summary>
public sealed class WorkerHost : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly InstallationSeal _seal;
    private readonly WebApplication _app;

    private WorkerHost(IStore store, InstallationSeal seal, WebApplication app) =>
        (_store, _seal, _app) = (store, seal, app);

    /// <summary>The current installation, including the parts that were written over the API.</summary>
    public Installation Installation => _app.Services.GetRequiredService<CurrentInstallation>().Now;

    public IStreamStore Streams => _store.Streams;

    public RolloutEngine Engine => _app.Services.GetRequiredService<RolloutEngine>();

    /// <summary>The address of the worker. The port is known once the host has started.</summary>
    public string Address => _app.Urls.First();

    /// <exception cref="HostRefusedException">The host cannot start with these settings.</exception>
    public static async Task<WorkerHost> StartAsync(HostSettings settings, CancellationToken cancellation)
    {
        var installation = InstallationFile.Read(settings.Installation!);
        var address = ListenAddress.Of(settings.Listen!);
        var store = await OpenAsync(settings, cancellation);
        try
        {
            var seal = SealOf(settings);
            var builder = WebApplication.CreateSlimBuilder();
            settings.Log.Configure(builder.Logging);
            HostExit.LeaveSignals(builder.Services);
            builder.WebHost.UseUrls(address.Url);
            builder.Services.AddSingleton(settings.Clock);
            builder.Services.AddRolloutsWorker(store, installation, seal, settings.Mark(), JobsOf(settings));
            builder.Services.AddSingleton(_ => new Export("rollouts-worker"));
            var app = builder.Build();
            WorkerPages.Map(app, mindsClock: true);
            app.MapAlarms();
            // Created here, because no other service requires it and the measurements before the first scrape must be
            // included.
            app.Services.GetRequiredService<Export>();
            await address.StartAsync(app, cancellation);
            return new WorkerHost(store, seal, app);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
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

    /// <summary>
    /// The installation's key. A single worker stores it beside the database. Several workers each get a copy.
    /// </summary>
    /// <exception cref="HostRefusedException">The key cannot be used.</exception>
    public static InstallationSeal SealOf(HostSettings settings)
    {
        try
        {
            DataFolder.Demand(settings.Data.FullName);
            return InstallationSeal.Open(Path.Combine(settings.Data.FullName, InstallationSeal.FileName));
        }
        catch (StoreRefusedException exception)
        {
            throw new HostRefusedException(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostRefusedException(
                $"--data: the folder '{settings.Data}' cannot be made: {exception.Message} Name another one"
            );
        }
    }

    /// <summary>The storage of background jobs.</summary>
    /// <exception cref="HostRefusedException">The database does not allow it.</exception>
    public static JobStorage JobsOf(HostSettings settings)
    {
        try
        {
            return HangfireStorage.Open(settings.Store().PostgresConnection);
        }
        catch (StoreRefusedException exception)
        {
            throw new HostRefusedException(exception.Message);
        }
    }

    /// <exception cref="HostRefusedException">
    /// The store cannot be used with these settings, or cannot be reached.
    /// </exception>
    public static async Task<IStore> OpenAsync(HostSettings settings, CancellationToken cancellation)
    {
        try
        {
            return await StoreFactory.OpenAsync(settings.Store(), settings.Clock, cancellation);
        }
        catch (Exception exception) when (exception is StoreRefusedException or StoreUnavailableException)
        {
            throw new HostRefusedException(exception.Message);
        }
    }
}
