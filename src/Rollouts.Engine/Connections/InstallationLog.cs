using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Connections;

internal static partial class InstallationLog
{
    [LoggerMessage(401, LogLevel.Information, "{Part} is taken over as of revision {Revision}: {State}")]
    public static partial void PartTaken(this ILogger logger, string part, int revision, string state);

    [LoggerMessage(402, LogLevel.Error, "{Part} is left out: {Trouble}")]
    public static partial void PartLeftOut(this ILogger logger, string part, string trouble);
}
