namespace Rollouts.Domain;

/// <summary>One rollout. It is drawn outside, where chance lives.</summary>
public readonly record struct RolloutId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}
