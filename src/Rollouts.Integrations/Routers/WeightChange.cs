namespace Rollouts.Integrations.Routers;

/// <summary>Orders the writes of two weights so that an interruption between them is safe.</summary>
internal static class WeightChange
{
    /// <summary>
    /// The writes that remain to be done. The second write may never happen. In that case the candidate's share does
    /// not exceed both the old and the new one, and the backends are never both at zero. The stable side therefore goes
    /// first, unless its weight falls. A missing backend has no present weight and is left out.
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
