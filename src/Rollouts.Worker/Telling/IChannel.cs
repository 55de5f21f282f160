using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Worker.Telling;

/// <summary>A way in which people, or their systems, are told something.</summary>
public interface IChannel
{
    /// <summary>Whether messages for this channel are its to send.</summary>
    bool Sends(string channel);

    /// <summary>Null where it was taken over there.</summary>
    Task<Fault?> SendAsync(Message message, CancellationToken cancellation);
}
