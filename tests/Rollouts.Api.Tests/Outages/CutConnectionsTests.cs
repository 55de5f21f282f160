using Npgsql;
using Rollouts.Api.Hosting;
using Rollouts.Api.Identity;
using Rollouts.Hosting;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Servers;
using Rollouts.Servers.Postgres;

namespace Rollouts.Api.Tests.Outages;

/// <summary>PostgreSQL ends all connections and takes no new ones for a while, under a rollout with moved traffic.</summary>
public sealed class CutConnectionsTests : IAsyncLifetime
{
    private const string Variable = "ROLLOUTS_TEST_CUT_CONNECTIONS";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly object Why = new { reason = "x" };

    private readonly TempFolder _folder = new();
    private SandboxHost _sandbox = null!;
    private string _database = "";
    private PostgresServer _server = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 20 });
        _server = await PostgresServer.Shared;
        var connection = await _server.CreateDatabaseAsync();
        _database = new NpgsqlConnectionStringBuilder(connection).Database!;
        Environment.SetEnvironmentVariable(Variable, connection);
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commands_are_answered_with_503_meanwhile_and_the_way_back_works_afterwards()
    {
        await using var host = await StartAsync();
        using var client = await ClientOfAsync(host);
        var id = (await client.StartAsync("v2", plan: HeldAtHalf())).Is(201)["id"];
        await UntilAsync(client, id, "the traffic to be shared", state => ObservedIn(state) == "50%");

        await CutAsync();
        for (var i = 0; i < 3; i++)
        {
            var refused = (await client.PostAsync($"rollouts/{id}/rollback", Why)).IsRefused(503, "store.unavailable");
            Assert.Equal("2", refused.Headers["Retry-After"]);
            (await client.GetAsync($"rollouts/{id}")).IsRefused(503, "store.unavailable");
            (await client.GetAsync($"{host.Address}/health/ready")).Is(503);
            (await client.GetAsync($"{host.Address}/health/live")).Is(200);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await AllowAsync(true);

        await Eventually.IsAsync(
            async () => (await client.PostAsync($"rollouts/{id}/rollback", Why)).Status == 200,
            "the way back to be accepted",
            Longest
        );
        await UntilAsync(client, id, "the way back to end", state => state["status"] == "RolledBack");
        Assert.Equal("0%", ObservedIn((await client.GetAsync($"rollouts/{id}")).Is(200)));
        await Eventually.IsAsync(
            async () => (await client.GetAsync($"{host.Address}/health/ready")).Status == 200,
            "the process to be ready again",
            Longest
        );
    }

    private static string HeldAtHalf() =>
        string.Join(
            '\n',
            Releases
                .Plan.Split('\n')
                .Where(line => !line.Contains("approve", StringComparison.Ordinal))
                .Select(line =>
                    line.Contains("- verify", StringComparison.Ordinal) ? "      - hold: 10m\n" + line : line
                )
        );

    private static string? ObservedIn(Answer state) =>
        state.Json.GetProperty("targets")[0].TryGetProperty("observed", out var observed) ? observed.GetString() : null;

    private static Task UntilAsync(Client client, string id, string what, Func<Answer, bool> condition) =>
        Eventually.IsAsync(
            async () => await client.GetAsync($"rollouts/{id}") is { Status: 200 } state && condition(state),
            what,
            Longest
        );

    private async Task CutAsync()
    {
        await AllowAsync(false);
        await TellAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_database}'");
    }

    private Task AllowAsync(bool isAllowed) =>
        TellAsync($"alter database {_database} with allow_connections {(isAllowed ? "true" : "false")}");

    private async Task TellAsync(string command)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var told = new NpgsqlCommand(command, connection);
        await told.ExecuteNonQueryAsync();
    }

    private async Task<ApiHost> StartAsync()
    {
        var installation = _folder.Write("installation.yaml", Releases.Installation(_sandbox, _folder, ""));
        var host = new HostSettings(
            new FileInfo(installation),
            new DirectoryInfo(_folder["data"]),
            Variable,
            "http://127.0.0.1:0"
        );
        return await ApiHost.StartAsync(new ApiSettings(host, Works: true), default);
    }

    private async Task<Client> ClientOfAsync(ApiHost host)
    {
        var key = await File.ReadAllTextAsync(Path.Combine(_folder["data"], AdministratorKey.FileName));
        return new Client(host.Address, key.Trim());
    }
}
