namespace Rollouts.Domain.Plans.Checks;

/// <summary>
/// A number in its metric's unit, with its written form: <c>500ms</c> is 0.5 (seconds), <c>5%</c> is 0.05, a plain
/// number is itself.
/// </summary>
public sealed record Quantity(double Value, string Written)
{
    public override string ToString() => Written;
}
