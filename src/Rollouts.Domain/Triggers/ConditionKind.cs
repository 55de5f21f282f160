namespace Rollouts.Domain.Triggers;

/// <summary>How a condition compares.</summary>
public enum ConditionKind
{
    Is,
    IsNot,
    Matches,
    IsIn,
}
