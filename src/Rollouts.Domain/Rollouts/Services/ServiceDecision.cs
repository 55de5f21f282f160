namespace Rollouts.Domain.Rollouts.Services;

/// <summary>What a wish comes to at the door of a service.</summary>
public abstract record ServiceDecision
{
    private ServiceDecision() { }

    /// <param name="Opens">The terms of the rollout that is opened in the same breath; null where none is.</param>
    public sealed record Accepted(Service State, ValueList<ServiceEvent> Events, Terms? Opens) : ServiceDecision;

    public sealed record Refused(Refusal Why) : ServiceDecision
    {
        public Refused(string code, string message, RefusalKind kind = RefusalKind.Conflict)
            : this(new Refusal(code, message, kind)) { }

        public string Code => Why.Code;

        public string Message => Why.Message;
    }
}
