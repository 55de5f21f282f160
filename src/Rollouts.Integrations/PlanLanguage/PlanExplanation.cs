using Rollouts.Domain.Connections;
using Rollouts.Domain.PlanReview;
using Rollouts.Domain.PlanReview.Explaining;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;

namespace Rollouts.Integrations.PlanLanguage;

/// <summary>Explains a plan with the integrations of this build.</summary>
public static class PlanExplanation
{
    public static string Of(Plan plan, Installation? installation) =>
        Explanation.Of(plan, new ReviewContext(Catalogue.Systems, installation));

    /// <summary>Whether the counts that the routers of a plan keep are of its routes alone.</summary>
    public static bool CountsOneRoute(Plan plan, Installation? installation) =>
        Explanation.CountsOneRoute(plan, new ReviewContext(Catalogue.Systems, installation));
}
