using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Journals;

/// <summary>
/// One input of the state of a check. The same inputs in the same order yield the same state, bit by bit.
/// </summary>
public abstract record JudgeInput
{
    private JudgeInput() { }

    /// <summary>The state began, without any evidence.</summary>
    public sealed record Began(Instant At) : JudgeInput;

    public sealed record Judged(Tick Tick) : JudgeInput;

    public sealed record Shifted(Shift Shift) : JudgeInput;

    /// <summary>The evidence was discarded.</summary>
    public sealed record StartedAfresh(Instant At) : JudgeInput;

    /// <summary>A comparison was concluded.</summary>
    public sealed record Concluded(Instant At) : JudgeInput;
}
