namespace Rollouts.Domain.Triggers;

/// <summary>An event of the log of a pipeline. Each names the delivery that caused it.</summary>
public abstract record TriggerEvent
{
    private TriggerEvent() { }

    /// <summary>An event announced a version, which will be started.</summary>
    /// <param name="Rollout">The identifier of its rollout if it starts.</param>
    public sealed record Fired(
        string Delivery,
        string Kind,
        TriggerName Trigger,
        ServiceName Service,
        EnvironmentName Environment,
        VersionName Version,
        RolloutId Rollout
    ) : TriggerEvent;

    /// <summary>An event was processed and announces no version.</summary>
    public sealed record Passed(string Delivery, string Kind, TriggerName Trigger, string Why) : TriggerEvent;

    public sealed record Started(string Delivery, TriggerName Trigger, RolloutId Rollout) : TriggerEvent;

    /// <summary>The version was announced, and nothing had to be, or could be, started.</summary>
    public sealed record NotStarted(string Delivery, TriggerName Trigger, string Code, string Why) : TriggerEvent;
}
