namespace Rollouts.Domain.Plans.Checks;

/// <summary>The limit of a value.</summary>
public abstract record ValueLimit
{
    private ValueLimit() { }

    public sealed record AtLeast(Quantity Bound) : ValueLimit;

    public sealed record AtMost(Quantity Bound) : ValueLimit;

    public sealed record Between(Quantity Low, Quantity High) : ValueLimit;
}
