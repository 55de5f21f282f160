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

namespace Rollouts.Worker.Hosting;

/// <summary>A worker as a process of its own.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly WebApplication _app;

    private WorkerHost(Installation installation, IStore store, WebApplication app)
    {
        (Installation, _store, _app) = (installation, store, app);
    }

    public Installation Installation { get; }

    public IStreamStore Streams => _store.Streams;

    public Engine Engine => _app.Services.GetRequiredService<Engine>();

    /// <exception cref="HostRefusedException">It cannot be started as it is set up.</exception>
    public static async Task<WorkerHost> StartAsync(HostSettings settings, CancellationToken cancellation)
    {
        var installation = Read(settings.Installation);
        var store = await OpenAsync(settings, cancellation);
        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.UseUrls(settings.Listen);
            builder.Services.AddRolloutsWorker(store, installation);
            var app = builder.Build();
            app.MapGet("/health/live", () => Results.Text("alive"));
            app.MapGet("/health/ready", (Readiness readiness, CancellationToken token) => readiness.AskAsync(token));
            await app.StartAsync(cancellation);
            return new WorkerHost(installation, store, app);
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

    private static async Task<IStore> OpenAsync(HostSettings settings, CancellationToken cancellation)
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
