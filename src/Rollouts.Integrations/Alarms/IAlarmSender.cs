namespace Rollouts.Integrations.Alarms;

/// <summary>One connected sender of alarms: it knows its own messages from those of others.</summary>
public interface IAlarmSender : IDisposable
{
    Task<AlarmReception> ReceiveAsync(AlarmMessage message, CancellationToken cancellation);
}
