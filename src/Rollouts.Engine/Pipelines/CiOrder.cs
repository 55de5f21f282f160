using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Triggers;

namespace Rollouts.Engine.Pipelines;

/// <summary>
/// The stored form of an event that announces a version, until the version is started. It holds only the values that
/// the event was mapped to, because the rest may come from an untrusted sender.
/// </summary>
/// <param name="Rollout">Assigned once, so that a second attempt opens the same rollout.</param>
public sealed record CiOrder(
    RolloutId Rollout,
    ConnectionName Pipeline,
    TriggerName Trigger,
    string Delivery,
    Announcement Announcement,
    ReplyTo? ReplyTo
)
{
    private const string Prefix = "start/";

    /// <summary>
    /// One channel a service, so that starts of different services do not wait for each other and each service keeps
    /// its order.
    /// </summary>
    public string Channel => $"{Prefix}{Announcement.Environment}/{Announcement.Service}";

    public static bool IsChannel(string channel) => channel.StartsWith(Prefix, StringComparison.Ordinal);
}
