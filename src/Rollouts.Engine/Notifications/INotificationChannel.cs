using Rollouts.Integrations.Outside;
using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Notifications;

/// <summary>Sends notifications to people or to their systems.</summary>
public interface INotificationChannel
{
    /// <summary>Whether this channel sends messages for the given name.</summary>
    bool Sends(string channel);

    /// <summary>Returns null if the receiver accepted the message.</summary>
    Task<Fault?> SendAsync(Message message, CancellationToken cancellation);
}
