namespace Rollouts.Bench.Engine;

/// <summary>What was allocated, and what it cost to collect it.</summary>
internal sealed record Collected(long Bytes, double PauseSeconds, int Young, int Middle, int Old)
{
    public static Collected Now =>
        new(
            GC.GetTotalAllocatedBytes(),
            GC.GetTotalPauseDuration().TotalSeconds,
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.CollectionCount(2)
        );

    public Collected Since(Collected before) =>
        new(
            Bytes - before.Bytes,
            PauseSeconds - before.PauseSeconds,
            Young - before.Young,
            Middle - before.Middle,
            Old - before.Old
        );
}
