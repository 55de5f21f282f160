using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Outside.Resilience;

internal static partial class CircuitLog
{
    [LoggerMessage(
        301,
        LogLevel.Warning,
        "circuit of '{System}' opens: what goes forward leaves it alone for {Pause}; its last fault: {Fault}"
    )]
    public static partial void CircuitOpened(this ILogger logger, string system, TimeSpan pause, string fault);

    [LoggerMessage(302, LogLevel.Information, "circuit of '{System}' is half open: one call tries it")]
    public static partial void CircuitHalfOpen(this ILogger logger, string system);

    [LoggerMessage(303, LogLevel.Information, "circuit of '{System}' closes: it answers again")]
    public static partial void CircuitClosed(this ILogger logger, string system);
}
