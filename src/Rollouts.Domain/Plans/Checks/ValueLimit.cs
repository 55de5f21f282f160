namespace Rollouts.Domain.Plans.Checks;

/// <summary>What a value must keep to.</summary>
public abstract record ValueLimit
{
    private ValueLimit() { }

    public sealed record AtLeast(Quantity Bound) : ValueLimit;

    public sealed record AtMost(Quantity Bound) : ValueLimit;

    public sealed record Between(Quantity Low, Quantity High) : ValueLimit;
}
