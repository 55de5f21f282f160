using Rollouts.Domain.Connections;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Alarms;

/// <summary>The senders of alarms that administrators have configured. Each is opened at its first message.</summary>
public sealed class AlarmSenders(CurrentInstallation installation, TimeProvider time) : IDisposable
{
    private readonly ConnectionPool<Connection.Sender, IAlarmSender> _opened = new(
        installation,
        connection => Adapters.Open(connection, new AdapterContext(time)),
        sender => sender.Dispose(),
        time
    );

    public IEnumerable<Connection.Sender> All => installation.Now.Connections.Values.OfType<Connection.Sender>();

    /// <summary>The sender with this name; null if there is none.</summary>
    public (Connection.Sender Connection, IAlarmSender Sender)? Find(string name)
    {
        var connection = All.FirstOrDefault(sender => sender.Name.Value == name);
        return connection is null ? null : (connection, _opened.Of(connection));
    }

    public void Dispose() => _opened.Dispose();
}
