namespace Rollouts.Integrations.Tests;

/// <summary>A clock whose timers ring a hundred times too early: what waits for seconds waits for an instant.</summary>
internal sealed class HurriedClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
}
