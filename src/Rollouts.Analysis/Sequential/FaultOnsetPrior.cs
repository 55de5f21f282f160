namespace Rollouts.Analysis.Sequential;

/// <summary>
/// When a fault may begin. Half of the stake is laid at once and half is spread over the planned ticks, so a fault
/// that comes after an hour of good service is found in minutes: old good behaviour cannot vouch for it. Any such
/// split keeps the promise, for it is an average of bets that each keep it.
/// </summary>
internal readonly record struct FaultOnsetPrior(int PlannedTicks)
{
    private const double AtOnce = 0.5;

    /// <summary>All of it at once: the fault is there from the start or never.</summary>
    public static FaultOnsetPrior AtStart { get; } = new(1);

    /// <summary>The stake laid at this tick, counted from 0. After the planned ticks nothing is left to lay.</summary>
    public double Laid(int tick)
    {
        if (tick == 0)
        {
            return PlannedTicks <= 1 ? 1 : AtOnce;
        }

        return tick < PlannedTicks ? (1 - AtOnce) / (PlannedTicks - 1) : 0;
    }

    /// <summary>The stake still in hand after this many ticks.</summary>
    public double Unspent(int judged)
    {
        if (judged == 0)
        {
            return 1;
        }

        return judged < PlannedTicks ? (1 - AtOnce) * (PlannedTicks - judged) / (PlannedTicks - 1) : 0;
    }
}
