using Rollouts.Domain.Plans;

namespace Rollouts.Domain.PlanReview;

/// <summary>
/// Outside of queries every placeholder can be filled, and no placeholder determines the called host.
/// </summary>
internal static class TemplateRules
{
    private static readonly string[] EverywhereKnown = ["version", "service", "environment"];

    /// <summary>The names that mean something in every plan.</summary>
    public static readonly string[] Reserved = ["backend", "target", .. EverywhereKnown];

    public static IEnumerable<PlanFault> Review(Submission submission)
    {
        var plan = submission.Plan;
        return
        [
            .. BackendNames(plan),
            .. Deployments(plan),
            .. plan.Targets.SelectMany(Variables),
            .. plan.Targets.SelectMany(target =>
                target.Route is Route.Spelled spelled
                    ? spelled
                        .Where.Texts()
                        .SelectMany(text =>
                            Unknown(
                                text,
                                [.. EverywhereKnown, "target", .. Names(target)],
                                target.At.Key("route").Key(spelled.Router)
                            )
                        )
                    : []
            ),
            .. submission
                .Addresses()
                .SelectMany(item =>
                    item.Address is Address.Url url ? Unknown(url.Template, EverywhereKnown, item.At) : []
                ),
        ];
    }

    private static IEnumerable<PlanFault> BackendNames(Plan plan)
    {
        if (plan.Backends is not Backends.Versioned versioned)
        {
            return [];
        }

        var at = PlanPath.Root.Key("backends").Key("versioned");
        var faults = Unknown(versioned.Template, KnownOfTargets(plan), at).ToList();
        if (!Template.Placeholders(versioned.Template).Contains("version"))
        {
            faults.Add(
                new PlanFault(
                    "plan.backend-without-version",
                    at,
                    $"'{versioned.Template}' names the same backend for every version; put {{version}} into it, "
                        + $"as in 'checkout-{{version}}'"
                )
            );
        }

        return faults;
    }

    private static IEnumerable<PlanFault> Deployments(Plan plan)
    {
        if (plan.Backends.Deployments is not { } template)
        {
            return [];
        }

        var at = PlanPath.Root.Key("backends").Key("deployments");
        var faults = Unknown(template, ["backend", .. KnownOfTargets(plan)], at).ToList();
        if (!Template.Placeholders(template).Any(name => name is "backend" or "version"))
        {
            faults.Add(
                new PlanFault(
                    "plan.deployment-without-backend",
                    at,
                    $"'{template}' names the same Deployment for both versions; put {{backend}} or {{version}} into it"
                )
            );
        }

        return faults;
    }

    private static string[] KnownOfTargets(Plan plan) =>
        [.. EverywhereKnown, "target", .. plan.Targets.SelectMany(Names).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<PlanFault> Variables(Target target) =>
        Names(target)
            .Where(name => Reserved.Contains(name))
            .Select(name => new PlanFault(
                "plan.duplicate-name",
                target.At.Key("variables").Key(name),
                $"'{{{name}}}' already has a meaning in every plan; give the variable another name"
            ));

    private static IEnumerable<PlanFault> Unknown(string text, IReadOnlyCollection<string> known, PlanPath at) =>
        Template
            .Placeholders(text)
            .Where(name => !known.Contains(name))
            .Select(name => new PlanFault(
                "plan.unknown-placeholder",
                at,
                $"'{{{name}}}' cannot be filled in here{Nearest.Hint(name, known)} (known: {string.Join(", ", known)}; "
                    + "write '{{' for a brace that is meant)"
            ));

    private static IEnumerable<string> Names(Target target) => target.Variables.Select(variable => variable.Name);
}
