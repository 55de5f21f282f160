namespace Rollouts.Analysis.Sequential;

/// <summary>The settings of every judge that gathers evidence tick by tick.</summary>
public abstract record SequentialSettings : JudgeSettings
{
    /// <summary>A source with one count a minute counts by the clock: both arms are read for the same minute.</summary>
    private static readonly TimeSpan ClockTick = TimeSpan.FromMinutes(1);

    /// <summary>
    /// This check's share of the chance that a healthy release is called a breach, over the whole rollout.
    /// </summary>
    public double FalseAlarm { get; init; } = 0.01;

    /// <summary>The chance that a candidate that is too bad is found healthy.</summary>
    public double FalseHealthy { get; init; } = 0.05;

    public EvidenceForm Form { get; init; } = EvidenceForm.Robust;

    /// <summary>
    /// The size of bursts in which bad requests are known to come; null takes 10 for the robust form and 3 for the
    /// event form. An estimate from the baseline's own instances can only raise it.
    /// </summary>
    public double? Overdispersion { get; init; }

    /// <summary>Ticks planned with traffic to judge; a fault may begin at any of them.</summary>
    public int PlannedTicks { get; init; } = 120;

    internal double LeastOverdispersion => Overdispersion ?? (Form == EvidenceForm.Event ? 3 : 10);

    /// <summary>The evidence that decides, in nats.</summary>
    internal double Needed => -Math.Log(FalseAlarm);

    /// <summary>The evidence that proves a candidate good enough, in nats.</summary>
    internal double NeededToProve => -Math.Log(FalseHealthy);

    /// <summary>The robust form is the mean of two.</summary>
    internal int Forms => Form == EvidenceForm.Robust ? 2 : 1;

    /// <summary>Whether a part of the form is one vote a tick; the other part counts every bad request.</summary>
    internal bool IsVote(int part) => Form == EvidenceForm.Vote || (Form == EvidenceForm.Robust && part == 0);

    private protected static bool IsByTheClock(TimeSpan tick) => tick >= ClockTick;
}
