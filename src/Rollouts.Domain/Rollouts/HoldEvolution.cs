using Rollouts.Analysis;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Applies the end of a hold to a rollout.</summary>
internal static class HoldEvolution
{
    /// <summary>After a restore the time of the lost world does not count against deadlines.</summary>
    public static Rollout Release(Rollout state, Instant at) =>
        state.Hold?.Kind == StoreHoldKind.Reread
            ? state with
            {
                Hold = null,
            }
            : state with
            {
                Hold = null,
                Step = state.Step with { DeadlineFrom = at, RunsFrom = state.Step.RunsFrom is null ? null : at },
                Checks = state
                    .Checks.Select(guard =>
                        guard.Outcome is CheckOutcome.NoData or CheckOutcome.SourceFailed
                            ? guard with
                            {
                                Since = at,
                            }
                            : guard
                    )
                    .ToValueList(),
            };
}
