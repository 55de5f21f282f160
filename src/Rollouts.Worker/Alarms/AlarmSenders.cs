using Rollouts.Domain.Installations;
using Rollouts.Integrations;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Alarms;

/// <summary>
/// The senders of alarms that administrators have connected, each opened when its first message comes.
/// </summary>
public sealed class AlarmSenders(CurrentInstallation installation, TimeProvider time) : IDisposable
{
    private readonly Opened<Connection.Sender, IAlarmSender> _opened = new(
        installation,
        connection => Adapters.Open(connection, new Surroundings(time)),
        sender => sender.Dispose(),
        time
    );

    public IEnumerable<Connection.Sender> All => installation.Now.Connections.Values.OfType<Connection.Sender>();

    /// <summary>The sender whose messages come in under this name; null where there is none.</summary>
    public (Connection.Sender Connection, IAlarmSender Sender)? Find(string name)
    {
        var connection = All.FirstOrDefault(sender => sender.Name.Value == name);
        return connection is null ? null : (connection, _opened.Of(connection));
    }

    public void Dispose() => _opened.Dispose();
}
