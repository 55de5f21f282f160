namespace Rollouts.Domain.Rollouts;

/// <summary>The result of an input.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>
    /// It is taken. Nothing may have happened for it: a command that was handled before, a reading that shows what
    /// was known.
    /// </summary>
    public sealed record Accepted(Rollout State, ValueList<RecordedEvent> Records) : Decision;

    public sealed record Refused(Refusal Why) : Decision
    {
        public Refused(string code, string message, RefusalKind kind = RefusalKind.Conflict)
            : this(new Refusal(code, message, kind)) { }

        public string Code => Why.Code;

        public string Message => Why.Message;
    }
}
