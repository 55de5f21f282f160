namespace Rollouts.Integrations.Routers;

/// <summary>
/// From the weights that are there to those that should be, in an order that is safe to be cut short.
/// </summary>
internal static class WeightChange
{
    /// <summary>
    /// What is left to do. Whichever comes second may never be done: then the candidate's share is still not above
    /// both the old and the new one, and never are both backends at zero. So the stable side goes first, unless it
    /// falls. A backend that is not there has no weight now, and is left out.
    /// </summary>
    public static IReadOnlyList<BackendWeight> Order(
        (BackendWeight Wanted, int? Now) candidate,
        (BackendWeight Wanted, int? Now) stable
    )
    {
        var stableFalls = stable.Wanted.Weight < stable.Now;
        (BackendWeight Wanted, int? Now)[] order = stableFalls ? [candidate, stable] : [stable, candidate];
        return [.. order.Where(side => side.Now is { } now && now != side.Wanted.Weight).Select(side => side.Wanted)];
    }
}
