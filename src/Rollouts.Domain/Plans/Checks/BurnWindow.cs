namespace Rollouts.Domain.Plans.Checks;

/// <summary>
/// A pair of windows that must both burn the budget at least <paramref name="Factor"/> times too fast.
/// </summary>
public sealed record BurnWindow(TimeSpan Long, TimeSpan Short, decimal Factor)
{
    public override string ToString() => $"{Spans.Say(Long)}/{Spans.Say(Short)}@{Factor:0.####}";
}
