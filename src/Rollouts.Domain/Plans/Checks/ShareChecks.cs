namespace Rollouts.Domain.Plans.Checks;

/// <summary>
/// Derives the check of the share from a plan. It is asked and judged like the others, under its own name.
/// </summary>
public static class ShareChecks
{
    /// <summary>The name of the check; a plan cannot give it to another one.</summary>
    public static CheckName Name { get; } = new("share");

    public static PlanPath At { get; } = PlanPath.Root.Key("share");

    /// <param name="countsOneRoute">
    /// Whether the counts that the routers of all targets keep are of the route alone. Counts of a backend that other
    /// routes or probes reach show another share than the route's.
    /// </param>
    /// <returns>The check; null if the share is not judged.</returns>
    public static Check? Of(Plan plan, bool countsOneRoute)
    {
        var rule = plan.Share ?? ShareRule.Usual;
        var lender = Lender(plan, rule, countsOneRoute);
        return lender is null
            ? null
            : new Check
            {
                Name = Name,
                Subject = new Subject.CountsOf(lender.Name),
                Judge = new Judge.Share(rule.FalseMisrouted),
                Every = plan.AskedFor(lender).Every,
                DryRun = rule.OnMisrouted == TroubleAction.Ignore,
                OnBreach = rule.OnMisrouted == TroubleAction.RollBack ? BreachAction.RollBack : BreachAction.Hold,
                // The check whose counts these are has its own policies for silence.
                OnNoData = new TroublePolicy(TroubleAction.Ignore, PlanDefaults.OnNoData.After),
                OnSourceFailure = new TroublePolicy(TroubleAction.Ignore, PlanDefaults.OnSourceFailure.After),
                At = At,
            };
    }

    /// <summary>Whether a check has counts of all requests of both arms.</summary>
    public static bool HasCounts(Check check) =>
        check.Subject is Subject.Counts or Subject.RouterCounts or Subject.Histogram or Subject.RouterLatency;

    private static Check? Lender(Plan plan, ShareRule rule, bool countsOneRoute) =>
        rule.Of is { } of ? plan.Checks.FirstOrDefault(check => check.Name == of && HasCounts(check))
        : countsOneRoute ? plan.Checks.FirstOrDefault(check => check.Subject is Subject.RouterCounts)
        : null;
}
