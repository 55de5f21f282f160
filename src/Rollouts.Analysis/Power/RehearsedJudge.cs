namespace Rollouts.Analysis.Power;

/// <summary>A judge of a rehearsal, with the steps in which it watches.</summary>
public sealed record RehearsedJudge(JudgeSettings Settings)
{
    /// <summary>The first step in which it watches, counted from 0.</summary>
    public int First { get; init; }

    /// <summary>The last step in which it watches.</summary>
    public int Last { get; init; } = int.MaxValue;

    internal bool Watches(int step) => First <= step && step <= Last;

    public static RehearsedJudge From(JudgeSettings settings) => new(settings);

    public static implicit operator RehearsedJudge(JudgeSettings settings) => From(settings);
}
