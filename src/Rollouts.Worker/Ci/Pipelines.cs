using System.Collections.Concurrent;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Ci;

/// <summary>The pipelines that administrators have connected, each opened when it is needed first.</summary>
public sealed class Pipelines(Installation installation, Surroundings around) : IDisposable
{
    private readonly ConcurrentDictionary<ConnectionName, Lazy<ICiSender>> _senders = new();
    private readonly ConcurrentDictionary<ConnectionName, Lazy<ICiTeller?>> _tellers = new();

    public ValueList<Trigger> Triggers => installation.Triggers;

    /// <summary>The pipeline under this name; null where there is none.</summary>
    public Connection.Pipeline? Find(string name) =>
        Name.IsValid(name)
            ? installation.Connections.GetValueOrDefault(new ConnectionName(name)) as Connection.Pipeline
            : null;

    public ICiSender SenderOf(Connection.Pipeline connection) =>
        _senders.GetOrAdd(connection.Name, _ => new(() => Adapters.Open(connection))).Value;

    /// <summary>Null for one that is told nothing.</summary>
    public ICiTeller? TellerOf(Connection.Pipeline connection) =>
        _tellers.GetOrAdd(connection.Name, _ => new(() => Adapters.OpenTeller(connection, around))).Value;

    public void Dispose()
    {
        foreach (var teller in _tellers.Values.Where(teller => teller.IsValueCreated))
        {
            teller.Value?.Dispose();
        }
    }
}
