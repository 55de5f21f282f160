namespace Rollouts.Domain;

/// <summary>Why a command is refused. It changes nothing.</summary>
/// <param name="Code">Stable, so that a program can act on it.</param>
/// <param name="Message">What happened, what was expected, and what to do.</param>
public sealed record Refusal(string Code, string Message, RefusalKind Kind = RefusalKind.Conflict)
{
    /// <summary>
    /// The service that blocks the caller, if there is one. The message does not name it. Disclose it only to callers
    /// who may read that service.
    /// </summary>
    public RouteOwner? Owner { get; init; }
}
