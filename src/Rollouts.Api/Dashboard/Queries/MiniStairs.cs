using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The steps of a rollout to 100 % as a few bars: the past ones, the current one, and the next ones.</summary>
internal static class MiniStairs
{
    private const double Width = 112;

    private const double Gap = 2;

    private const double Tallest = 23;

    private const int Most = 12;

    public static IReadOnlyList<MiniBar> Of(Rollout state)
    {
        var shifts = state.Spec.Steps.Instructions.Index().Where(step => step.Item is Instruction.Shift).ToList();
        var shown = shifts.TakeLast(Most).ToList();
        var at = shifts.FindLastIndex(step => step.Index <= state.Position.Step) - (shifts.Count - shown.Count);
        var width = (Width - (Gap * (shown.Count - 1))) / shown.Count;
        var css = ChipView.Of(state).Class;
        return
        [
            .. shown.Select(
                (step, i) =>
                    new MiniBar(
                        i * (width + Gap),
                        width,
                        Math.Max(2, ((Instruction.Shift)step.Item).To.BasisPoints / 10_000.0 * Tallest),
                        i < at ? "done"
                            : i == at ? $"at {css}"
                            : "to"
                    )
            ),
        ];
    }
}
