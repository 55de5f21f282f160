namespace Rollouts.Domain.Freezes;

/// <summary>A freeze that was declared over the API, in addition to those that files hold.</summary>
/// <param name="Until">Null if the freeze lasts until it is lifted.</param>
public sealed record DeclaredFreeze(FreezeName Name, string Reason, Instant From, Instant? Until)
{
    public bool IsInForce(Instant now) => From <= now && (Until is not { } until || now < until);

    public bool IsOver(Instant now) => Until is { } until && until <= now;
}
