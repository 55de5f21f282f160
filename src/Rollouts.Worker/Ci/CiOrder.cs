using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Triggers;

namespace Rollouts.Worker.Ci;

/// <summary>
/// What is kept of an event that announces a version, until the version is started. It holds what the event was mapped
/// to, and nothing else of what a stranger may have written.
/// </summary>
/// <param name="Rollout">Drawn once, so that trying twice opens one rollout.</param>
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

    /// <summary>One for each service, so that nobody waits for another one's start, and each keeps its order.</summary>
    public string Channel => $"{Prefix}{Announcement.Environment}/{Announcement.Service}";

    public static bool IsChannel(string channel) => channel.StartsWith(Prefix, StringComparison.Ordinal);
}
