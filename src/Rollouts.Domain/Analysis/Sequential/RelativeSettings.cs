using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>How a check holds the candidate against the baseline, tick by tick.</summary>
public sealed record RelativeSettings : JudgeSettings
{
    /// <summary>With a tick a minute, one vote a tick takes half an hour to say anything.</summary>
    private static readonly TimeSpan SlowTick = TimeSpan.FromMinutes(1);

    /// <summary>How many times worse the candidate may be: an odds ratio, which for rare failures is the ratio of the rates.</summary>
    public double ToleratedRatio { get; init; } = 1.25;

    /// <summary>A smaller difference of rates is never a breach, however sure it is.</summary>
    public double LeastExcess { get; init; } = 0.001;

    /// <summary>This check's share of the chance that a healthy release is called a breach, over the whole rollout.</summary>
    public double FalseAlarm { get; init; } = 0.01;

    /// <summary>The chance that a candidate worse by the margin is called healthy.</summary>
    public double FalseHealthy { get; init; } = 0.05;

    public EvidenceForm Form { get; init; } = EvidenceForm.Robust;

    /// <summary>
    /// The size of bursts in which bad requests are known to come; null takes 10 for the robust form and 3 for the
    /// event form. An estimate from the baseline's own instances can only raise it.
    /// </summary>
    public double? Overdispersion { get; init; }

    /// <summary>
    /// Whether both arms are read for the very same periods. Otherwise a shared incident may show in one arm a tick
    /// before the other, and a tick is judged only when its neighbours are known.
    /// </summary>
    public bool ArmsAligned { get; init; }

    /// <summary>Ticks planned with both arms serving; a fault may begin at any of them.</summary>
    public int PlannedTicks { get; init; } = 120;

    /// <summary>
    /// The edges of the histogram whose slower requests are bad, in words ("500ms"), three at most. Empty: the check
    /// counts failures.
    /// </summary>
    public ValueList<string> Edges { get; init; } = [];

    internal int EdgeCount => Math.Clamp(Edges.Count, 1, ArmIncrement.MostEdges);

    internal double LeastOverdispersion => Overdispersion ?? (Form == EvidenceForm.Event ? 3 : 10);

    /// <summary>What suits a source that closes a tick so often.</summary>
    public static RelativeSettings ForTicksOf(TimeSpan length) =>
        length < SlowTick
            ? new RelativeSettings()
            : new RelativeSettings { Form = EvidenceForm.Event, ArmsAligned = true };
}
