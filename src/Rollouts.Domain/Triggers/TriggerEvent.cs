using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Triggers;

/// <summary>What became of the events of a pipeline: each says by which delivery it came.</summary>
public abstract record TriggerEvent
{
    private TriggerEvent() { }

    /// <summary>An event announced a version, which is going to be started.</summary>
    /// <param name="Rollout">What its rollout will be called if it starts.</param>
    public sealed record Fired(
        string Delivery,
        string Kind,
        TriggerName Trigger,
        ServiceName Service,
        EnvironmentName Environment,
        VersionName Version,
        RolloutId Rollout
    ) : TriggerEvent;

    /// <summary>An event was looked at, and announces nothing.</summary>
    public sealed record Passed(string Delivery, string Kind, TriggerName Trigger, string Why) : TriggerEvent;

    public sealed record Started(string Delivery, TriggerName Trigger, RolloutId Rollout) : TriggerEvent;

    /// <summary>The version was announced, and nothing had to be, or could be, started.</summary>
    public sealed record NotStarted(string Delivery, TriggerName Trigger, string Code, string Why) : TriggerEvent;
}
