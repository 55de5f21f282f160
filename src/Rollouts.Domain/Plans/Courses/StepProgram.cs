using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Plans.Courses;

/// <summary>The compiled instructions of a plan, which run for each wave in turn.</summary>
public sealed record StepProgram(ValueList<Instruction> Instructions)
{
    /// <summary>The minimum duration of a release without any delay.</summary>
    public TimeSpan Shortest(int waves) => Total(waves, instruction => instruction.Shortest);

    /// <summary>
    /// The duration of a release that uses every wait to its end, without the time in the queue or in a pause.
    /// </summary>
    public TimeSpan Longest(int waves) => Total(waves, instruction => instruction.Longest);

    /// <summary>The longest that a rollout of this plan may run; a limit left open has room for every wait.</summary>
    public TimeSpan Limit(Plan plan) =>
        plan.Limits.AtMost ?? new TimeSpan(Math.Max(PlanDefaults.AtMost.Ticks, Longest(plan.Waves.Count).Ticks));

    /// <summary>The place of the shift to 100 %; every course has one.</summary>
    public int Full => Find(instruction => instruction is Instruction.Shift shift && shift.To == Weight.Full);

    /// <summary>The place of the last verify before 100 %, or -1.</summary>
    public int LastVerify => Find(instruction => instruction is Instruction.Verify, before: Full);

    /// <summary>The point after which nothing goes back by itself; null if the plan has none.</summary>
    public Instruction.PointOfNoReturn? PointOfNoReturn =>
        Instructions.OfType<Instruction.PointOfNoReturn>().FirstOrDefault();

    /// <summary>The part of the course in which a check watches. An unknown step limits nothing.</summary>
    public CheckRange RangeOf(Check check) => RangeOf(Instructions, check);

    internal static CheckRange RangeOf(IReadOnlyList<Instruction> course, Check check)
    {
        var (first, last) = (CheckRange.Whole.First, CheckRange.Whole.Last);
        for (var step = course.Count - 1; step >= 0 && (check.From ?? check.Until) is not null; step--)
        {
            if (course[step].Name is not { } name)
            {
                continue;
            }

            first = name == check.From ? step : first;
            last = name == check.Until && last == CheckRange.Whole.Last ? step : last;
        }

        return new CheckRange(first, last);
    }

    /// <summary>The candidate's weight while a step runs.</summary>
    public Weight WeightAt(int step)
    {
        var weight = Weight.Zero;
        for (var at = 0; at <= step && at < Instructions.Count; at++)
        {
            weight = Instructions[at] is Instruction.Shift shift ? shift.To : weight;
        }

        return weight;
    }

    /// <summary>Whether there is a time in which both versions get traffic.</summary>
    public bool HasTwoArms =>
        Instructions.Any(instruction =>
            instruction is Instruction.Shift shift && shift.To > Weight.Zero && shift.To < Weight.Full
        );

    private int Find(Func<Instruction, bool> wanted, int before = int.MaxValue)
    {
        for (var at = Math.Min(before, Instructions.Count) - 1; at >= 0; at--)
        {
            if (wanted(Instructions[at]))
            {
                return at;
            }
        }

        return -1;
    }

    private TimeSpan Total(int waves, Func<Instruction, TimeSpan> length) =>
        Instructions.Aggregate(
            TimeSpan.Zero,
            (sum, instruction) => sum + (length(instruction) * (instruction.IsOnce ? 1 : waves))
        );
}
