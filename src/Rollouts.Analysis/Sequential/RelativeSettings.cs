using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>How a check holds the candidate against the baseline, tick by tick.</summary>
public sealed record RelativeSettings : SequentialSettings
{
    /// <summary>
    /// How many times worse the candidate may be: an odds ratio, which for rare failures is the ratio of the rates.
    /// </summary>
    public double ToleratedRatio { get; init; } = 1.25;

    /// <summary>A smaller difference of rates is never a breach, however sure it is.</summary>
    public double LeastExcess { get; init; } = 0.001;

    /// <summary>
    /// Whether both arms are read for the very same periods. Otherwise a shared incident may show in one arm a tick
    /// before the other, and a tick is judged only when its neighbours are known.
    /// </summary>
    public bool ArmsAligned { get; init; }

    /// <summary>
    /// The edges of the histogram whose slower requests are bad, in words ("500ms"), three at most. Empty: the check
    /// counts failures.
    /// </summary>
    public ValueList<string> Edges { get; init; } = [];

    /// <summary>
    /// The label by whose values the requests are judged too, so that a fault of one endpoint of many is found; null
    /// judges all requests together.
    /// </summary>
    public string? By { get; init; }

    internal int EdgeCount => Math.Clamp(Edges.Count, 1, ArmIncrement.MostEdges);

    /// <summary>The settings for a source with this tick length.</summary>
    public static RelativeSettings ForTicksOf(TimeSpan length) => new() { ArmsAligned = IsByTheClock(length) };
}
