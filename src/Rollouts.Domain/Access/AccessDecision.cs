namespace Rollouts.Domain.Access;

/// <summary>The result of a request to the keys.</summary>
public abstract record AccessDecision
{
    private AccessDecision() { }

    public sealed record Accepted(ValueList<KeyEvent> Events) : AccessDecision;

    public sealed record Refused(Refusal Why) : AccessDecision
    {
        public Refused(string code, string message, RefusalKind kind = RefusalKind.Conflict)
            : this(new Refusal(code, message, kind)) { }

        public string Code => Why.Code;

        public string Message => Why.Message;
    }
}
