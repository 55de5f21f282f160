using Rollouts.Demo.Clients;
using Rollouts.Demo.Processes;
using Rollouts.Sandbox;

namespace Rollouts.Demo.Stages;

/// <summary>
/// The product and a pocket mesh, started together: the API as a process of its own, the sandbox in this one, and
/// three plans submitted. What it writes lies in a folder that goes with it.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DemoFolder _folder = new();
    private SandboxHost? _sandbox;
    private ApiProcess? _api;
    private ApiClient? _client;
    private SandboxClient? _shop;

    private Stage() { }

    public SandboxHost Sandbox => _sandbox!;

    public ApiProcess Api => _api!;

    public ApiClient Client => _client!;

    public SandboxClient Shop => _shop!;

    /// <summary>The database and the keys.</summary>
    public string Data => _folder["data"];

    /// <exception cref="DemoFailedException">Something of it cannot be started.</exception>
    public static async Task<Stage> StartAsync(StageSettings settings, CancellationToken cancellation)
    {
        var stage = new Stage();
        try
        {
            await stage.OpenAsync(settings, cancellation);
            return stage;
        }
        catch (IOException exception)
        {
            await stage.DisposeAsync();
            throw new DemoFailedException($"the sandbox cannot start: {exception.Message}");
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the API and keeps what it wrote.</summary>
    public async Task StopApiAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
            _api = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _shop?.Dispose();

        // The API first: it is to find its mesh for as long as it lives.
        await StopApiAsync();

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task OpenAsync(StageSettings settings, CancellationToken cancellation)
    {
        _sandbox = await SandboxHost.StartAsync(
            new SandboxSettings
            {
                AdminPort = settings.AdminPort,
                FrontPort = settings.FrontPort,
                AppMeshPort = settings.AppMeshPort,
                KongPort = settings.KongPort,
                CloudWatchPort = settings.CloudWatchPort,
                RequestsPerSecond = settings.RequestsPerSecond,
                Seed = settings.Seed,
            },
            cancellation
        );
        _shop = new SandboxClient(_sandbox.Admin);

        var installation = _folder.Write("installation.yaml", StageFiles.InstallationFor(_sandbox));
        var key = _sandbox.Settings.Keys[0];
        _api = await ApiProcess.StartAsync(
            settings.ApiPort == 0 ? Ports.Free(1)[0] : settings.ApiPort,
            Data,
            installation,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SANDBOX_KEY"] = key.Id,
                ["SANDBOX_SECRET"] = key.Secret,
            },
            cancellation
        );
        _client = new ApiClient(_api.Address, (await File.ReadAllTextAsync(_api.KeyFile, cancellation)).Trim());
        await _client.SubmitAsync(StageFiles.Read(StageFiles.Canary), cancellation);
        await _client.SubmitAsync(StageFiles.Read(StageFiles.BlueGreen), cancellation);
        await _client.SubmitAsync(StageFiles.Read(StageFiles.Kong), cancellation);
    }
}
