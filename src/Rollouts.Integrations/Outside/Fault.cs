namespace Rollouts.Integrations.Outside;

/// <summary>The failure of a call to an external system.</summary>
/// <param name="Message">A sentence for people, without secrets: the request, its receiver and the result.</param>
/// <param name="RetryAfter">The delay that the system asked for; null if it asked for none.</param>
public sealed record Fault(FaultKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether a retry may succeed without any change of settings.</summary>
    public bool MayPass =>
        Kind is FaultKind.Unreachable or FaultKind.TimedOut or FaultKind.Throttled or FaultKind.Broken;
}
