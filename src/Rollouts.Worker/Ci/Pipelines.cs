using Rollouts.Domain.Installations;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Ci;

/// <summary>The pipelines that administrators have connected, each opened when it is needed first.</summary>
public sealed class Pipelines(CurrentInstallation installation, Surroundings around) : IDisposable
{
    private readonly Opened<Connection.Pipeline, ICiSender> _senders = new(
        installation,
        Adapters.Open,
        static _ => { },
        around.Clock
    );

    private readonly Opened<Connection.Pipeline, ICiTeller?> _tellers = new(
        installation,
        connection => Adapters.OpenTeller(connection, around),
        teller => teller?.Dispose(),
        around.Clock
    );

    public ValueList<Trigger> Triggers => installation.Now.Triggers;

    /// <summary>The pipeline under this name; null where there is none.</summary>
    public Connection.Pipeline? Find(string name) =>
        Name.IsValid(name)
            ? installation.Now.Connections.GetValueOrDefault(new ConnectionName(name)) as Connection.Pipeline
            : null;

    public ICiSender SenderOf(Connection.Pipeline connection) => _senders.Of(connection);

    /// <summary>Null for one that is told nothing.</summary>
    public ICiTeller? TellerOf(Connection.Pipeline connection) => _tellers.Of(connection);

    public void Dispose()
    {
        _senders.Dispose();
        _tellers.Dispose();
    }
}
