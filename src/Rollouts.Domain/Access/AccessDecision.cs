namespace Rollouts.Domain.Access;

/// <summary>What came of wanting something of the keys.</summary>
public abstract record AccessDecision
{
    private AccessDecision() { }

    public sealed record Accepted(ValueList<KeyEvent> Events) : AccessDecision;

    public sealed record Refused(string Code, string Message) : AccessDecision;
}
