using Rollouts.Analysis.Shares;

namespace Rollouts.Analysis.Power;

/// <summary>The part of a plan that a rehearsal needs: its steps, and the judges of its ticks.</summary>
public sealed record RehearsalPlan
{
    public required ValueList<RehearsalStep> Steps { get; init; }

    /// <summary>How often a tick closes.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The judges of counted failures. A breach of any rolls back.</summary>
    public ValueList<RehearsedJudge> Failures { get; init; } = [];

    /// <summary>The judges of slow requests.</summary>
    public ValueList<RehearsedJudge> Slowness { get; init; } = [];

    /// <summary>The judge of the candidate's share of the requests; null if the share is not judged.</summary>
    public ShareSettings? Share { get; init; }

    internal ValueList<RehearsedJudge> JudgesOf(Failure failure) => failure is Failure.Slower ? Slowness : Failures;
}
