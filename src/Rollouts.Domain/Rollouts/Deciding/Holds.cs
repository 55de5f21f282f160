using Rollouts.Domain.Analysis;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// What keeps every step from ending and every shift from beginning, while guards and the way back go on.
/// </summary>
internal static class Holds
{
    /// <summary>The reason in words; null where nothing does.</summary>
    public static string? Because(Rollout state)
    {
        if (state.Hold is { } hold)
        {
            return new States.Obstacle.StoreWentBack(hold.Kind).Say();
        }

        if (!state.IsReturn && !state.FreezesInForce.IsEmpty)
        {
            return $"freeze '{state.FreezesInForce[0]}' is in force";
        }

        foreach (var guard in state.Guards)
        {
            if (guard.Standing == Standing.SharedIncident && guard.Counts && guard.Wave <= state.Position.Wave)
            {
                return $"check '{guard.Name}' sees a shared incident: the baseline breaks its own limit too";
            }
        }

        foreach (var target in state.Targets)
        {
            if (target.Terms.Wave <= state.Position.Wave && !target.IsThere)
            {
                return $"target '{target.Name}' does not show {target.Aim} yet";
            }
        }

        return null;
    }
}
