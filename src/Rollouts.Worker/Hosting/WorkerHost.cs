using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Verifying;
using Rollouts.Worker.Alarms;
using Rollouts.Worker.Observing;

namespace Rollouts.Worker.Hosting;

/// <summary>A worker as a process of its own.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly InstallationSeal _seal;
    private readonly WebApplication _app;

    private WorkerHost(IStore store, InstallationSeal seal, WebApplication app) =>
        (_store, _seal, _app) = (store, seal, app);

    /// <summary>As it is now, with what was written over the API.</summary>
    public Installation Installation => _app.Services.GetRequiredService<CurrentInstallation>().Now;

    public IStreamStore Streams => _store.Streams;

    public Engine Engine => _app.Services.GetRequiredService<Engine>();

    /// <summary>Where it answers; the port is known once it has started.</summary>
    public string Address => _app.Urls.First();

    /// <exception cref="HostRefusedException">It cannot be started as it is set up.</exception>
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
            builder.Services.AddRolloutsWorker(store, installation, seal, settings.Mark());
            builder.Services.AddSingleton(_ => new Export("rollouts-worker"));
            var app = builder.Build();
            WorkerPages.Map(app, mindsClock: true);
            app.MapAlarms();
            // Asked for here, since nothing else would: what happens before the first scrape is to be on it too.
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

    /// <summary>
    /// The installation's key. It lies beside the database of a single worker; several are given a copy.
    /// </summary>
    /// <exception cref="HostRefusedException">It cannot be used.</exception>
    internal static InstallationSeal SealOf(HostSettings settings)
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

    /// <exception cref="HostRefusedException">It cannot be used as it is set up, or is not there.</exception>
    internal static async Task<IStore> OpenAsync(HostSettings settings, CancellationToken cancellation)
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
