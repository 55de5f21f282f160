using Microsoft.Data.Sqlite;
using Rollouts.EndToEnd.Tests.Laws;
using Rollouts.EndToEnd.Tests.Relays;
using Rollouts.EndToEnd.Tests.Streets;
using Rollouts.EndToEnd.Tests.Workers;
using Rollouts.Storage;

namespace Rollouts.EndToEnd.Tests.Alone;

/// <summary>One worker with everything in one file, which nobody else may open while it lives.</summary>
internal sealed class Loner
{
    private readonly Street _street;
    private readonly string _data;
    private readonly Peek _peek;

    public Loner(Street street, string data)
    {
        (_street, _data) = (street, data);
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data, "rollouts.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        _peek = new Peek(() => new SqliteConnection(file.ToString()));
        street.LookUp = _peek.VersionsAsync;
        (Worker, Relay) = street.Employ("alone", ["--data", data]);
    }

    public WorkerProcess Worker { get; }

    public RuntimeRelay Relay { get; }

    /// <summary>All rollouts that were started, and of which shop.</summary>
    public Dictionary<RolloutId, string> Rollouts { get; } = [];

    /// <summary>While the worker is not there.</summary>
    public Task<Desk> OpenDeskAsync() =>
        Desk.OpenAsync(new StoreSettings { DataFolder = _data }, _street.Installation(_street.Router.UnixSocket));

    /// <summary>Starts a rollout of each shop, in an installation whose worker has run before.</summary>
    public async Task ReleaseAllAsync()
    {
        // The first start marks the database; one that has records and no mark counts as restored.
        await Worker.StartAsync();
        await Worker.StopAsync();
        await using var service = await OpenDeskAsync();
        foreach (var shop in _street.Shops)
        {
            Rollouts.Add(await service.StartAsync(Plans.Canary(shop)), shop);
        }
    }

    /// <summary>Waits until everything has ended, and then until everything that must hold has been seen to.</summary>
    public async Task HoldsAsync()
    {
        await Eventually.IsAsync(async () => await _peek.LiveAsync() == 0, "every rollout to end", Form.ToTheEnd);
        await Worker.StopAsync();
        using var seal = InstallationSeal.Open(Path.Combine(_data, InstallationSeal.FileName));
        await using var service = await OpenDeskAsync();
        await new Reckoning(_street, service, _peek, seal).HoldsAsync(Rollouts);
    }
}
