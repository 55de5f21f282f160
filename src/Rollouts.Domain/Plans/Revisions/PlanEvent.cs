namespace Rollouts.Domain.Plans.Revisions;

/// <summary>What can happen to the plan of a service in one environment.</summary>
public abstract record PlanEvent
{
    private PlanEvent() { }

    /// <summary>Somebody submitted a plan that was accepted, word for word.</summary>
    public sealed record Submitted(string Text) : PlanEvent;
}
