namespace Rollouts.Domain.Calendar;

/// <summary>What came of wanting something of the freezes.</summary>
public abstract record FreezeDecision
{
    private FreezeDecision() { }

    public sealed record Accepted(FreezeEvent Event) : FreezeDecision;

    public sealed record Refused(string Code, string Message) : FreezeDecision;
}
