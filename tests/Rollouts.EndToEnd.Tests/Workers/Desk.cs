using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage;
using Rollouts.Storage.Opening;
using Rollouts.Storage.Stores;

namespace Rollouts.EndToEnd.Tests.Workers;

/// <summary>
/// Where people start rollouts and give commands: the same store as the workers', and nothing that drives.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    private static readonly Actor Alice = Actor.Person("alice");

    private readonly Installation _installation;
    private readonly Webhooks _webhooks;
    private readonly ConfiguredConnections _connections;
    private readonly RolloutEngine _engine;

    private Desk(IStore store, Installation installation)
    {
        (Store, _installation) = (store, installation);
        var around = new AdapterContext(TimeProvider.System);
        var current = new CurrentInstallation(installation);
        _webhooks = new Webhooks(current, around);
        _connections = new ConfiguredConnections(current, _webhooks, around);
        _engine = new RolloutEngine(
            store,
            _connections,
            current,
            TimeProvider.System,
            "desk",
            NullLogger<RolloutEngine>.Instance
        );
    }

    public IStore Store { get; }

    public static async Task<Desk> OpenAsync(StoreSettings settings, string installation)
    {
        var read = InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(installation));
        Assert.Empty(read.Problems);
        return new Desk(await StoreFactory.OpenAsync(settings, TimeProvider.System, default), read.Installation!);
    }

    /// <summary>Begins to take v2 out.</summary>
    public async Task<RolloutId> StartAsync(string plan)
    {
        var reading = PlanReader.Read("plan.yaml", Encoding.UTF8.GetBytes(plan), _installation);
        Assert.Empty(reading.Problems);
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = Guid.NewGuid().ToString("N"),
            Plan = reading.Plan!,
            Version = new VersionName("v2"),
            By = Alice,
            Reason = "to see what happens",
        };
        Assert.IsType<CommandResult<Rollout>.Accepted>(await _engine.Starter.StartAsync(order, answer: null, default));
        return order.Id;
    }

    /// <summary>Wants it back.</summary>
    public Task<CommandResult<Rollout>> RollBackAsync(RolloutId id) =>
        _engine.Inbox.SubmitAsync(
            id,
            new Command.RollBack($"back-{id}", Alice, "not good enough"),
            wakes: true,
            answer: null,
            default
        );

    public async Task<Rollout> StateAsync(RolloutId id)
    {
        var loaded = await Store.Streams.LoadAsync([StreamName.Of(id)], default);
        return await _engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        _connections.Dispose();
        _webhooks.Dispose();
        await Store.DisposeAsync();
    }
}
