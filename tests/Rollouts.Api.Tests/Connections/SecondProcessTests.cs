using Rollouts.Api.Hosting;
using Rollouts.Api.Identity;
using Rollouts.Hosting;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Servers;
using Rollouts.Servers.Postgres;

namespace Rollouts.Api.Tests.Connections;

/// <summary>Two processes over one PostgreSQL: what is written at one is in force at the other.</summary>
public sealed class SecondProcessTests : IAsyncLifetime
{
    private const string Variable = "ROLLOUTS_TEST_SECOND_PROCESS";

    private readonly TempFolder _folder = new();
    private SandboxHost _sandbox = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 20 });
        Environment.SetEnvironmentVariable(Variable, await (await PostgresServer.Shared).CreateDatabaseAsync());
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Both_take_a_connection_over_change_it_and_let_it_go()
    {
        await using var one = await StartAsync("one");
        await using var other = await StartAsync("other");
        using var here = await ClientOfAsync(one, "one");
        using var there = await ClientOfAsync(other, "other");

        (await here.PutAsync("connections/street", Releases.Mesh(_sandbox, _folder), Writing.New)).Is(201);
        await SeesAsync(there, list => list.Contains("street", StringComparison.Ordinal));
        var plan = Releases.Plan.Replace("connection: mesh", "connection: street", StringComparison.Ordinal);
        var id = (await there.StartAsync("v2", plan: plan)).Is(201)["id"];

        // The rollout was started over there, and is known here.
        (await here.DeleteAsync("connections/street", Writing.Revision(1))).IsRefused(409, "installation.in-use");
        (await there.PostAsync($"rollouts/{id}/rollback", new { reason = "x" })).Is(200);
        await Eventually.IsAsync(
            async () => (await there.DeleteAsync("connections/street", Writing.Revision(1))).Status == 200,
            "the connection to be free",
            TimeSpan.FromMinutes(1)
        );
        await SeesAsync(here, list => !list.Contains("street", StringComparison.Ordinal));
    }

    private static Task SeesAsync(Client client, Func<string, bool> condition) =>
        Eventually.IsAsync(
            async () => condition((await client.GetAsync("connections")).Is(200).Text),
            "the other process to see it",
            TimeSpan.FromMinutes(1)
        );

    private async Task<ApiHost> StartAsync(string name)
    {
        var installation = _folder.Write("installation.yaml", Releases.Installation(_sandbox, _folder, ""));
        var host = new HostSettings(
            new FileInfo(installation),
            new DirectoryInfo(_folder[name]),
            Variable,
            "http://127.0.0.1:0"
        );
        return await ApiHost.StartAsync(new ApiSettings(host, Works: true), default);
    }

    private async Task<Client> ClientOfAsync(ApiHost host, string name)
    {
        var key = await File.ReadAllTextAsync(Path.Combine(_folder[name], AdministratorKey.FileName));
        return new Client(host.Address, key.Trim());
    }
}
