namespace Rollouts.Domain.Calendar;

/// <summary>A freeze that somebody declared while everything runs, beside those that files hold.</summary>
/// <param name="Until">Null for until it is lifted.</param>
public sealed record DeclaredFreeze(string Name, string Reason, Instant From, Instant? Until)
{
    public bool IsInForce(Instant now) => From <= now && (Until is not { } until || now < until);

    public bool IsOver(Instant now) => Until is { } until && until <= now;
}
