using System.Net;
using System.Net.Sockets;
using Rollouts.Servers;

namespace Rollouts.Engine.Tests.Commands;

/// <summary>Whatever cannot be done is said in a sentence, before anything was changed.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string Installation = """
        connections:
          edge: { haproxy: { socket: /nowhere.sock } }
          prom: { prometheus: { address: "http://127.0.0.1:1" } }
        defaults: { router: edge, source: prom }
        environments: { test: {} }
        """;

    private const string Plan = """
        service: checkout
        environment: test
        target: { route: { connection: edge, haproxy: { proxy: be_checkout } } }
        backends: { slots: [v1, v2] }
        strategy: { canary: { steps: [ { shift: 100% }, { bake: 2s } ] } }
        """;

    private readonly TempFolder _folder = new();
    private readonly string _installation;
    private readonly string _plan;

    public RefusalTests()
    {
        _installation = _folder.Write("installation.yaml", Installation);
        _plan = _folder.Write("plan.yaml", Plan);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plan_that_is_not_there() =>
        await IsRefusedAsync("nowhere.yaml: there is no such file\n", "run", "nowhere.yaml", "v2");

    [Fact]
    public async Task A_version_that_could_end_a_line() =>
        await IsRefusedAsync(
            "version 'v2;rm' is not allowed: letters, digits and '.', '_', ':', '@', '/', '+', '-', at most 128, a "
                + "letter or digit among them\n",
            "run",
            _plan,
            "v2;rm"
        );

    [Fact]
    public async Task An_installation_that_is_not_there()
    {
        var (code, _, errors) = await CommandLine.RunAsync("serve", "-i", "nowhere.yaml", "--data", _folder["data"]);

        Assert.Equal((2, "nowhere.yaml: there is no such file\n"), (code, errors));
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("https://127.0.0.1:8080")]
    [InlineData("http://some.where.example:8080")]
    [InlineData("http://127.0.0.1:8080/path")]
    public async Task An_address_that_is_none(string address) =>
        await IsRefusedAsync(
            $"--listen: '{address}' is no address to listen on; write it as http://127.0.0.1:9464, with an IP address "
                + "of this machine, 0.0.0.0 for all of them, and port 0 for any that is free\n",
            "serve",
            "--listen",
            address
        );

    [Fact]
    public async Task A_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        await IsRefusedAsync(
            $"--listen: nothing can listen on {address}: Address already in use. Name another address, or port 0 for "
                + "any\n",
            "serve",
            "--listen",
            address
        );
    }

    [Fact]
    public async Task A_database_that_nobody_told_of() =>
        await IsRefusedAsync(
            "--postgres-from: the environment variable 'NOT_SET_ANYWHERE' is not set; put the connection string of "
                + "PostgreSQL into it\n",
            "serve",
            "--postgres-from",
            "NOT_SET_ANYWHERE"
        );

    [Fact]
    public async Task A_folder_that_is_a_file()
    {
        var (code, _, errors) = await CommandLine.RunAsync("serve", "-i", _installation, "--data", _plan);

        Assert.Equal(2, code);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Contains(_plan, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_no_command_knows()
    {
        var (code, _, errors) = await CommandLine.RunAsync("drive");

        Assert.Equal(2, code);
        Assert.Contains("'drive'", errors, StringComparison.Ordinal);
    }

    private async Task IsRefusedAsync(string sentence, params string[] arguments)
    {
        var (code, _, errors) = await CommandLine.RunAsync([
            .. arguments,
            "-i",
            _installation,
            "--data",
            _folder["data"],
        ]);

        Assert.Equal((2, sentence), (code, errors));
        Assert.False(File.Exists(Path.Combine(_folder["data"], "rollouts.db")));
    }
}
