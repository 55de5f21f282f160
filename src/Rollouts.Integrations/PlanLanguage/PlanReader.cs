using Rollouts.Domain.Connections;
using Rollouts.Domain.PlanReview;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.PlanLanguage.Language;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.Integrations.PlanLanguage;

/// <summary>
/// Turns an untrusted file into a valid plan, or into a list of all its faults. It never throws for any content.
/// </summary>
public static class PlanReader
{
    /// <summary>Reads and reviews a plan. Without an installation the rules that need one are skipped.</summary>
    public static PlanReading Read(string file, ReadOnlyMemory<byte> bytes, Installation? installation)
    {
        var form = FileForm.Of(PlanGrammar.Plan, file, bytes);
        if (form.Value is not { } plan)
        {
            return new PlanReading(null, form.Problems);
        }

        var faults = Review(plan, installation);
        return new PlanReading(
            plan,
            faults
                .Select(fault => new PlanProblem(file, Locator.Find(form.Root!, fault.At), fault))
                .OrderBy(problem => problem.Place.Line)
                .ThenBy(problem => problem.Place.Column)
                .ToValueList()
        );
    }

    /// <summary>Reviews a plan that was read before, with the present installation.</summary>
    public static ValueList<PlanFault> Review(Plan plan, Installation? installation) =>
        PlanRules.Review(plan, new ReviewContext(Catalogue.Systems, installation) { KnowsZone = TimeZones.Knows });
}
