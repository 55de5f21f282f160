using Rollouts.Domain.Connections;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Pipelines;

/// <summary>The pipelines that administrators have configured. Each is opened at its first use.</summary>
public sealed class PipelineConnections(CurrentInstallation installation, AdapterContext around) : IDisposable
{
    private readonly ConnectionPool<Connection.Pipeline, ICiSender> _senders = new(
        installation,
        Adapters.Open,
        static _ => { },
        around.Clock
    );

    private readonly ConnectionPool<Connection.Pipeline, ICiStatusReporter?> _tellers = new(
        installation,
        connection => Adapters.OpenReporter(connection, around),
        reporter => reporter?.Dispose(),
        around.Clock
    );

    public ValueList<Trigger> Triggers => installation.Now.Triggers;

    /// <summary>The pipeline with this name; null if there is none.</summary>
    public Connection.Pipeline? Find(string name) =>
        Name.IsValid(name)
            ? installation.Now.Connections.GetValueOrDefault(new ConnectionName(name)) as Connection.Pipeline
            : null;

    public ICiSender SenderOf(Connection.Pipeline connection) => _senders.Of(connection);

    /// <summary>Null if the pipeline gets no reports.</summary>
    public ICiStatusReporter? ReporterOf(Connection.Pipeline connection) => _tellers.Of(connection);

    public void Dispose()
    {
        _senders.Dispose();
        _tellers.Dispose();
    }
}
