using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Notifications;

/// <summary>A channel that limits its rate and sends some messages before others.</summary>
public interface IPacedChannel : INotificationChannel
{
    /// <summary>How long a message waits for its turn; null if it is sent now.</summary>
    Task<TimeSpan?> TurnAsync(Message message, CancellationToken cancellation);
}
