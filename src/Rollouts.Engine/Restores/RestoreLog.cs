using Microsoft.Extensions.Logging;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Engine.Restores;

internal static partial class RestoreLog
{
    [LoggerMessage(
        1,
        LogLevel.Error,
        "The database went back in time ({Kind}): {Because}. No router is written for a rollout until it is released"
    )]
    public static partial void StoreWentBack(this ILogger logger, StoreHoldKind kind, string because);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "No mark of the database is kept, so a restored backup is not noticed; name a file with --mark"
    )]
    public static partial void MarksAreOff(this ILogger logger);
}
