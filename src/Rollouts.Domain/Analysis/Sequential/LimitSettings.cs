namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>How a check holds the candidate against a fixed limit, tick by tick and without a second arm.</summary>
public sealed record LimitSettings : JudgeSettings
{
    private static readonly TimeSpan SlowTick = TimeSpan.FromMinutes(1);

    /// <summary>The share of bad requests that is still acceptable, above 0 and below 1.</summary>
    public required double Limit { get; init; }

    /// <summary>This check's share of the chance that a release within its limit is called a breach.</summary>
    public double FalseAlarm { get; init; } = 0.01;

    /// <summary>The chance that a candidate at its limit is said to be proven below it.</summary>
    public double FalseHealthy { get; init; } = 0.05;

    public EvidenceForm Form { get; init; } = EvidenceForm.Robust;

    /// <summary>The size of bursts in which bad requests are known to come; null takes 10, or 3 for the event form.</summary>
    public double? Overdispersion { get; init; }

    /// <summary>Ticks planned with traffic on the candidate; a fault may begin at any of them.</summary>
    public int PlannedTicks { get; init; } = 120;

    /// <summary>The edge of the histogram whose slower requests are bad, in words ("500ms"); null counts failures.</summary>
    public string? Edge { get; init; }

    internal double LeastOverdispersion => Overdispersion ?? (Form == EvidenceForm.Event ? 3 : 10);

    /// <summary>What suits a source that closes a tick so often.</summary>
    public static LimitSettings ForTicksOf(TimeSpan length, double limit) =>
        new() { Limit = limit, Form = length < SlowTick ? EvidenceForm.Robust : EvidenceForm.Event };
}
