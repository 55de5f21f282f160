using Rollouts.Analysis;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// The conditions that keep every step from ending and every shift from beginning, while checks and rollbacks continue.
/// </summary>
internal static class Holds
{
    /// <summary>The reason in words; null if there is none.</summary>
    public static string? Because(Rollout state)
    {
        if (state.Hold is { } hold)
        {
            return new States.Blocker.StoreWentBack(hold.Kind).Say();
        }

        if (!state.IsReturn && !state.FreezesInForce.IsEmpty)
        {
            return $"freeze '{state.FreezesInForce[0]}' is in force";
        }

        foreach (var guard in state.Checks)
        {
            if (guard.Outcome == CheckOutcome.SharedIncident && Waits.IsEngaged(state, guard))
            {
                return $"check '{guard.Name}' sees a shared incident: the baseline breaks its own limit too";
            }
        }

        foreach (var target in state.Targets)
        {
            if (target.Spec.Wave <= state.Position.Wave && !target.IsThere)
            {
                return $"target '{target.Name}' does not show {target.Aim} yet";
            }
        }

        return null;
    }
}
