using System.Collections.Concurrent;
using Rollouts.Domain.Installations;
using Rollouts.Integrations;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Alarms;

/// <summary>
/// The senders of alarms that administrators have connected, each opened when its first message comes.
/// </summary>
public sealed class AlarmSenders(Installation installation, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<ConnectionName, Lazy<IAlarmSender>> _opened = new();

    public IEnumerable<Connection.Sender> All => installation.Connections.Values.OfType<Connection.Sender>();

    /// <summary>The sender whose messages come in under this name; null where there is none.</summary>
    public (Connection.Sender Connection, IAlarmSender Sender)? Find(string name)
    {
        var connection = All.FirstOrDefault(sender => sender.Name.Value == name);
        return connection is null
            ? null
            : (
                connection,
                _opened
                    .GetOrAdd(connection.Name, _ => new(() => Adapters.Open(connection, new Surroundings(time))))
                    .Value
            );
    }

    public void Dispose()
    {
        foreach (var sender in _opened.Values.Where(sender => sender.IsValueCreated))
        {
            sender.Value.Dispose();
        }
    }
}
