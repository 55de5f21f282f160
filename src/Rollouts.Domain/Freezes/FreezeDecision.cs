namespace Rollouts.Domain.Freezes;

/// <summary>The result of a request to the freezes.</summary>
public abstract record FreezeDecision
{
    private FreezeDecision() { }

    public sealed record Accepted(FreezeEvent Event) : FreezeDecision;

    public sealed record Refused(Refusal Why) : FreezeDecision
    {
        public Refused(string code, string message, RefusalKind kind = RefusalKind.Conflict)
            : this(new Refusal(code, message, kind)) { }

        public string Code => Why.Code;

        public string Message => Why.Message;
    }
}
