using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Observing;

internal static partial class StateChangesLog
{
    [LoggerMessage(
        201,
        LogLevel.Information,
        "rollout {Rollout}: {Event}: {Service} {Version} in {Environment} is {Status} at '{Step}': {Reason}"
    )]
    public static partial void RolloutChanged(
        this ILogger logger,
        string rollout,
        string @event,
        string service,
        string version,
        string environment,
        string status,
        string step,
        string reason
    );
}
