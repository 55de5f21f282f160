namespace Rollouts.Domain.Plans.Checks;

/// <summary>Whether and how the candidate's share of the requests is compared with the weight in force.</summary>
/// <param name="Of">
/// The check whose counts are used; null for the check on the counts of the router itself.
/// </param>
/// <param name="FalseMisrouted">
/// The chance that a router that obeys its weights is found to misroute. It holds for the whole rollout and takes
/// nothing from the chance of a false alarm.
/// </param>
/// <param name="OnMisrouted">The action when the router does not obey.</param>
public sealed record ShareRule(CheckName? Of, Proportion FalseMisrouted, TroubleAction OnMisrouted)
{
    /// <summary>
    /// The rule of a plan that does not write one, where the counts of the router are of its route alone.
    /// </summary>
    public static ShareRule Usual { get; } = new(Of: null, PlanDefaults.FalseMisrouted, PlanDefaults.OnMisrouted);
}
