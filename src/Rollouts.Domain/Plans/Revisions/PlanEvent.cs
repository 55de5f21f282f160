namespace Rollouts.Domain.Plans.Revisions;

/// <summary>An event of the plan of a service in one environment.</summary>
public abstract record PlanEvent
{
    private PlanEvent() { }

    /// <summary>A plan was submitted and accepted. The text is stored verbatim.</summary>
    public sealed record Submitted(string Text) : PlanEvent;
}
