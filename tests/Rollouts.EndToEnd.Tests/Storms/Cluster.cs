using Npgsql;
using Rollouts.EndToEnd.Tests.Laws;
using Rollouts.EndToEnd.Tests.Relays;
using Rollouts.EndToEnd.Tests.Streets;
using Rollouts.EndToEnd.Tests.Workers;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;

namespace Rollouts.EndToEnd.Tests.Storms;

/// <summary>Two workers over a PostgreSQL of their own, the second with a clock that is 45 s ahead.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Variable = "ROLLOUTS_STORE";

    private readonly InstallationSeal _seal;
    private readonly Peek _peek;

    private Cluster(Street street, PostgresServer server, string connection, Desk service)
    {
        (Street, Server, Desk) = (street, server, service);
        var data = street.Folder["data"];
        Directory.CreateDirectory(data);
        _seal = InstallationSeal.Open(Path.Combine(data, InstallationSeal.FileName));
        _peek = new Peek(() => new NpgsqlConnection(connection + ";Pooling=false;Timeout=2;Command Timeout=2"));
        street.LookUp = _peek.VersionsAsync;
        string[] arguments = ["--data", data, "--postgres-from", Variable];
        Right = street.Employ("right", arguments, $"{Variable}={connection}");
        Ahead = street.Employ("ahead", "Rollouts.SkewedWorker.dll", arguments, [$"{Variable}={connection}"]);
    }

    public Street Street { get; }

    public PostgresServer Server { get; }

    public Desk Desk { get; }

    /// <summary>The worker whose clock is right.</summary>
    public (WorkerProcess Worker, RuntimeRelay Relay) Right { get; }

    public (WorkerProcess Worker, RuntimeRelay Relay) Ahead { get; }

    /// <summary>All rollouts that were started, and of which shop.</summary>
    public Dictionary<RolloutId, string> Rollouts { get; } = [];

    public static async Task<Cluster> StartAsync(Street street, params string[] options)
    {
        var server = await PostgresServer.StartAsync(options);
        var connection = await server.CreateDatabaseAsync();
        var service = await Desk.OpenAsync(
            new StoreSettings { DataFolder = street.Folder.Path, PostgresConnection = connection },
            street.Installation(street.Router.UnixSocket)
        );
        var cluster = new Cluster(street, server, connection, service);
        await Task.WhenAll(cluster.Right.Worker.StartAsync(), cluster.Ahead.Worker.StartAsync());
        return cluster;
    }

    public async Task<RolloutId> ReleaseAsync(string shop, string plan)
    {
        var id = await Desk.StartAsync(plan);
        Rollouts.Add(id, shop);
        return id;
    }

    /// <summary>Waits until everything has ended, and then until everything that must hold has been seen to.</summary>
    public async Task HoldsAsync()
    {
        await Eventually.IsAsync(IsAtRestAsync, "every rollout to end", Form.ToTheEnd);
        await new Reckoning(Street, Desk, _peek, _seal).HoldsAsync(Rollouts);
    }

    public async ValueTask DisposeAsync()
    {
        await Right.Worker.DisposeAsync();
        await Ahead.Worker.DisposeAsync();
        await Desk.DisposeAsync();
        await Server.DisposeAsync();
        _seal.Dispose();
    }

    private async Task<bool> IsAtRestAsync()
    {
        try
        {
            foreach (var id in Rollouts.Keys)
            {
                if (!(await Desk.StateAsync(id)).IsFinal)
                {
                    return false;
                }
            }

            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
