namespace Rollouts.Integrations.Outside;

/// <summary>Why something outside did not do what it was asked to.</summary>
/// <param name="Message">A sentence for people, without secrets: what was asked of whom, and what came back.</param>
/// <param name="RetryAfter">How long it asked to be left alone; null where it said nothing.</param>
public sealed record Fault(FaultKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether asking again may help without anybody changing anything.</summary>
    public bool MayPass =>
        Kind is FaultKind.Unreachable or FaultKind.TimedOut or FaultKind.Throttled or FaultKind.Broken;
}
