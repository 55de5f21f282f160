using System.Globalization;
using Rollouts.Demo.Clients;
using Rollouts.Demo.Processes;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;

namespace Rollouts.Demo.Stages;

/// <summary>
/// The product with a small mesh: the API as a separate process, the sandbox in this one, and submitted plans.
/// Its files are in a folder that is deleted with it.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DemoFolder _folder = new();
    private SandboxHost? _sandbox;
    private ApiProcess? _api;
    private DemoApiClient? _client;
    private SandboxClient? _shop;

    private Stage() { }

    public SandboxHost Sandbox => _sandbox!;

    public ApiProcess Api => _api!;

    public DemoApiClient Client => _client!;

    public SandboxClient Shop => _shop!;

    /// <summary>The folder of the database and the keys.</summary>
    public string Data => _folder["data"];

    /// <exception cref="DemoFailedException">A part cannot be started.</exception>
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

    /// <summary>Ends the API and keeps its data.</summary>
    public async Task StopApiAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
            _api = null;
        }
    }

    /// <summary>Starts the API on its earlier data.</summary>
    public async Task StartApiAsync(int port, CancellationToken cancellation)
    {
        var key = Sandbox.Settings.Keys[0];
        _api = await ApiProcess.StartAsync(
            port,
            Data,
            _folder["installation.yaml"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ROLLOUTS_SANDBOX"] = Sandbox.Admin.ToString(),
                ["SANDBOX_KEY"] = key.Id,
                ["SANDBOX_SECRET"] = key.Secret,
                ["SANDBOX_SLACK_TOKEN"] = Sandbox.Settings.SlackToken,
                ["SANDBOX_SLACK_SECRET"] = Sandbox.Settings.SlackSigningSecret,
            },
            cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _shop?.Dispose();

        // The API ends first, so that its mesh exists for as long as it runs.
        await StopApiAsync();

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task OpenAsync(StageSettings settings, CancellationToken cancellation)
    {
        var port = settings.ApiPort == 0 ? Ports.Free(1)[0] : settings.ApiPort;
        var api = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _sandbox = await SandboxHost.StartAsync(
            new SandboxSettings
            {
                AdminPort = settings.AdminPort,
                FrontPort = settings.FrontPort,
                AppMeshPort = settings.AppMeshPort,
                KongPort = settings.KongPort,
                CloudWatchPort = settings.CloudWatchPort,
                SlackPort = settings.SlackPort,
                SlackApp = new Uri(api, $"chat/{StageFiles.SlackConnection}/"),
                KubernetesPort = settings.KubernetesPort,
                LoadBalancersPort = settings.LoadBalancersPort,
                HasElbQuota = true,
                RequestsPerSecond = settings.RequestsPerSecond,
                Seed = settings.Seed,
            },
            cancellation
        );
        _shop = new SandboxClient(_sandbox.Admin);

        _folder.Write("installation.yaml", StageFiles.InstallationFor(_sandbox, api));
        await StartApiAsync(port, cancellation);
        _client = new DemoApiClient(Api.Address, (await File.ReadAllTextAsync(Api.KeyFile, cancellation)).Trim());
        await _client.SubmitAsync(StageFiles.Read(StageFiles.Canary), cancellation);
        await _client.SubmitAsync(StageFiles.Read(StageFiles.BlueGreen), cancellation);
        await _client.SubmitAsync(StageFiles.Read(StageFiles.Kong), cancellation);
        await _client.SubmitAsync(StageFiles.Read(StageFiles.Alb), cancellation);
    }
}
