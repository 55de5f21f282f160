using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Explaining;
using Rollouts.Domain.Plans.Rules;

namespace Rollouts.Integrations.PlanFiles;

/// <summary>Explains a plan with what is integrated here.</summary>
public static class PlanExplanation
{
    public static string Of(Plan plan, Installation? installation) =>
        Explanation.Of(plan, new Surroundings(Catalogue.Systems, installation));
}
