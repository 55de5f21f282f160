using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Services;

/// <summary>The result of a request to a service.</summary>
public abstract record ServiceDecision
{
    private ServiceDecision() { }

    /// <param name="Opens">The spec of the rollout that is opened in the same transaction; null if none is.</param>
    public sealed record Accepted(Service State, ValueList<ServiceEvent> Events, RolloutSpec? Opens) : ServiceDecision;

    public sealed record Refused(Refusal Why) : ServiceDecision
    {
        public Refused(string code, string message, RefusalKind kind = RefusalKind.Conflict)
            : this(new Refusal(code, message, kind)) { }

        public string Code => Why.Code;

        public string Message => Why.Message;
    }
}
