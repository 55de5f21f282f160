namespace Rollouts.Domain.Plans.Checks;

/// <summary>Which way a difference is bad.</summary>
public enum CompareDirection
{
    Either,
    Increase,
    Decrease,
}
