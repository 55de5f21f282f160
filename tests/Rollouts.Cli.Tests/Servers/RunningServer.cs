using System.Net.Http.Json;

namespace Rollouts.Cli.Tests.Servers;

/// <summary>A real server over a sandbox with traffic, both processes of their own, for all tests that ask one.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();
    private ServerProcess? _sandbox;
    private ServerProcess? _api;
    private Uri _admin = null!;

    public string Address { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string KeyFile => Path.Combine(_folder["data"], "administrator.key");

    internal TempFolder Folder => _folder;

    public async Task InitializeAsync()
    {
        var ports = Ports.Free(10);
        _admin = new Uri($"http://127.0.0.1:{ports[0]}/");
        string[] options =
        [
            "--admin-port",
            "--front-port",
            "--app-mesh-port",
            "--kong-port",
            "--cloud-watch-port",
            "--slack-port",
            "--kubernetes-port",
            "--vpc-lattice-port",
            "--load-balancers-port",
        ];
        _sandbox = await StartAsync(
            "rollouts-sandbox",
            [.. options.Zip(ports, (option, port) => new[] { option, $"{port}" }).SelectMany(pair => pair)],
            _admin
        );
        Address = $"http://127.0.0.1:{ports[^1]}";
        var installation = _folder.Write("installation.yaml", Installation(ports[2]));
        _api = await StartAsync(
            "rollouts-api",
            ["serve", "--installation", installation, "--data", _folder["data"], "--listen", Address],
            new Uri($"{Address}/health/live")
        );
        await Eventually.IsAsync(() => File.Exists(KeyFile), "the administrator's key");
        Key = (await File.ReadAllTextAsync(KeyFile)).Trim();
    }

    public async Task DisposeAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Turns the version of a service that goes out next.</summary>
    public async Task TurnNextAsync(string service, double errorRate)
    {
        using var http = new HttpClient { BaseAddress = _admin };
        using var answer = await http.PutAsJsonAsync($"services/{service}/idle", new { errorRate });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Runs the built program as the administrator of this server.</summary>
    internal Task<Run> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <param name="environment">Variables besides those that name the server and the key.</param>
    internal Task<Run> RunAsync(Dictionary<string, string> environment, params string[] arguments) =>
        Binary.RunAsync(With(environment), arguments);

    internal Dictionary<string, string> With(Dictionary<string, string> environment)
    {
        environment.TryAdd("ROLLOUTS_URL", Address);
        environment.TryAdd("ROLLOUTS_KEY", Key);
        // No test reads or writes the session of the person who runs it.
        environment.TryAdd("ROLLOUTS_CONFIG", _folder["config"]);
        return environment;
    }

    internal async Task<string> StartAsync(string version, string plan, params string[] more) =>
        (await RunAsync(["start", version, "--plan", plan, "-m", "a test", "-o", "json", .. more]))
            .Ends(0)
            .Json.GetProperty("id")
            .GetString()!;

    /// <summary>A one-time link that signs its follower in as the owner of the installation.</summary>
    internal async Task<string> LinkAsync()
    {
        using var link = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(
                Binary.DotNet,
                [Binary.PathOf("rollouts-api"), "link", "--data", _folder["data"], "--address", Address]
            )
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        return (await Binary.EndAsync(link)).Ends(0).Output.Trim();
    }

    private static Task<ServerProcess> StartAsync(string program, string[] arguments, Uri ready) =>
        ServerProcess.StartAsync(
            "env",
            ["SANDBOX_KEY=sandbox", "SANDBOX_SECRET=sandbox", Binary.DotNet, Binary.PathOf(program), .. arguments],
            async () =>
            {
                try
                {
                    using var http = new HttpClient();
                    using var answer = await http.GetAsync(ready);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            LongestStart
        );

    private string Installation(int appMesh) =>
        $$"""
            connections:
              mesh:
                appMesh:
                  region: eu-west-1
                  endpoint: http://127.0.0.1:{{appMesh}}
                  accessKey: { id: { env: SANDBOX_KEY }, secret: { env: SANDBOX_SECRET } }
              metrics:
                scrape: { targets: ["{{_admin.ToString().TrimEnd('/')}}"] }
            defaults: { router: mesh, source: metrics }
            environments: { staging: {}, prod: {}, calm: {} }

            """;
}
