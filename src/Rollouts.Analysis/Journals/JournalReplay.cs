using Rollouts.Analysis.Judges;

namespace Rollouts.Analysis.Journals;

/// <summary>Judges the inputs of a check again.</summary>
public static class JournalReplay
{
    /// <summary>The state and its verdict after each input.</summary>
    /// <exception cref="FormatException">
    /// The journal does not begin with its beginning: an older build has written a part of it.
    /// </exception>
    public static IEnumerable<(JudgeInput Input, CheckState State, Verdict Verdict)> Run(
        JudgeSettings settings,
        IEnumerable<JudgeInput> journal
    )
    {
        CheckState? state = null;
        foreach (JudgeInput input in journal)
        {
            if (input is JudgeInput.Began began)
            {
                state = CheckStates.Begin(settings, began.At);
            }

            Apply(state ?? throw new FormatException("The journal does not hold its beginning."), input);
            yield return (input, state, state.Verdict());
        }
    }

    private static void Apply(CheckState state, JudgeInput input)
    {
        switch (input)
        {
            case JudgeInput.Began:
                break;
            case JudgeInput.Judged judged:
                state.Judge(judged.Tick);
                break;
            case JudgeInput.Shifted shifted:
                state.Shifted(shifted.Shift);
                break;
            case JudgeInput.StartedAfresh afresh:
                state.StartAfresh(afresh.At);
                break;
            case JudgeInput.Concluded concluded:
                state.Conclude(concluded.At);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
