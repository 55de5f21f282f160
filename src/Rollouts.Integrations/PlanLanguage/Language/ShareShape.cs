using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary><c>share: { of: errors, falseMisrouted: 0.1%, onMisrouted: hold }</c>.</summary>
internal static class ShareShape
{
    public static MapShape<ShareRule> Shape()
    {
        var of = Key.MaybeValue(
            "of",
            NameWords.Check,
            "The check whose counts are used; the check on the router's own counts where it is left out."
        );
        var falseMisrouted = Key.Optional(
            "falseMisrouted",
            NumberWords.Margin,
            PlanDefaults.FalseMisrouted,
            "The chance that a router that obeys is found to misroute, over the whole rollout."
        );
        var onMisrouted = Key.Optional(
            "onMisrouted",
            CheckShapes.Trouble,
            PlanDefaults.OnMisrouted,
            "What a router that does not obey does."
        );
        return new MapShape<ShareRule>(
            "share",
            "how the candidate's share of the requests is judged",
            [of, falseMisrouted, onMisrouted],
            values => new ShareRule(values.Get(of), values.Get(falseMisrouted), values.Get(onMisrouted))
        );
    }
}
