using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Alarms;

/// <summary>Messages as they come in, and what becomes of them.</summary>
internal static class Pushed
{
    /// <param name="connection">As in <c>alertmanager: { bearer: { file: /run/token } }</c>.</param>
    public static IAlarmSender Sender(string connection) =>
        Adapters.Open((Connection.Sender)Connected.Read(connection), new AdapterContext(TimeProvider.System));

    public static AlarmMessage Message(string body, params (string Name, string Value)[] headers) =>
        new(
            name =>
                headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value,
            Encoding.UTF8.GetBytes(body)
        );

    public static async Task<ValueList<AlarmSignal>> TakenAsync(IAlarmSender sender, AlarmMessage message) =>
        Assert.IsType<AlarmReception.Taken>(await sender.ReceiveAsync(message, default)).Signals;
}
