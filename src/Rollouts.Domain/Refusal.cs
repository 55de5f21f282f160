using Rollouts.Domain.Routes;

namespace Rollouts.Domain;

/// <summary>Why a command is refused. It changes nothing.</summary>
/// <param name="Code">Stable, so that a program can act on it.</param>
/// <param name="Message">What happened, what was expected, and what to do.</param>
public sealed record Refusal(string Code, string Message, RefusalKind Kind = RefusalKind.Conflict)
{
    /// <summary>
    /// The service that keeps the caller away, if there is one. The message does not name it: tell it only to callers
    /// who may see it.
    /// </summary>
    public RouteOwner? Owner { get; init; }
}
