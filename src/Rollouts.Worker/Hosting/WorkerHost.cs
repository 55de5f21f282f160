using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Verifying;

namespace Rollouts.Worker.Hosting;

/// <summary>A worker as a process of its own.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly InstallationSeal _seal;
    private readonly WebApplication _app;

    private WorkerHost(Installation installation, IStore store, InstallationSeal seal, WebApplication app)
    {
        (Installation, _store, _seal, _app) = (installation, store, seal, app);
    }

    public Installation Installation { get; }

    public IStreamStore Streams => _store.Streams;

    public Engine Engine => _app.Services.GetRequiredService<Engine>();

    /// <exception cref="HostRefusedException">It cannot be started as it is set up.</exception>
    public static async Task<WorkerHost> StartAsync(HostSettings settings, CancellationToken cancellation)
    {
        var installation = Read(settings.Installation!);
        var store = await OpenAsync(settings, cancellation);
        try
        {
            var seal = SealOf(settings);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.UseUrls(settings.Listen!);
            builder.Services.AddRolloutsWorker(store, installation, seal);
            var app = builder.Build();
            app.MapGet("/health/live", () => Results.Text("alive"));
            app.MapGet("/health/ready", (Readiness readiness, CancellationToken token) => readiness.AskAsync(token));
            await app.StartAsync(cancellation);
            return new WorkerHost(installation, store, seal, app);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public Task WaitAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

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
            Directory.CreateDirectory(settings.Data.FullName);
            return InstallationSeal.Open(Path.Combine(settings.Data.FullName, InstallationSeal.FileName));
        }
        catch (StoreRefusedException exception)
        {
            throw new HostRefusedException(exception.Message);
        }
    }

    private static Installation Read(FileInfo file)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostRefusedException($"{file}: cannot be read: {exception.Message}");
        }

        var (installation, problems) = InstallationReader.Read(file.ToString(), bytes);
        return problems.IsEmpty && installation is not null
            ? installation
            : throw new HostRefusedException(string.Join('\n', problems));
    }

    /// <exception cref="HostRefusedException">It cannot be used as it is set up, or is not there.</exception>
    internal static async Task<IStore> OpenAsync(HostSettings settings, CancellationToken cancellation)
    {
        try
        {
            return await StoreFactory.OpenAsync(settings.Store(), TimeProvider.System, cancellation);
        }
        catch (Exception exception) when (exception is StoreRefusedException or StoreUnavailableException)
        {
            throw new HostRefusedException(exception.Message);
        }
    }
}
