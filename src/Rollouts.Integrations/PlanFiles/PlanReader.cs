using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Rules;
using Rollouts.Integrations.PlanFiles.Documents;
using Rollouts.Integrations.PlanFiles.Language;

namespace Rollouts.Integrations.PlanFiles;

/// <summary>
/// Turns a file from anybody into a plan that may run, or into a list of all that is wrong with it. No content
/// makes it throw.
/// </summary>
public static class PlanReader
{
    /// <summary>Reads and reviews. Without an installation the rules that need one are left out.</summary>
    public static PlanReading Read(string file, ReadOnlyMemory<byte> bytes, Installation? installation)
    {
        var form = FileForm.Of(PlanLanguage.Plan, file, bytes);
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

    /// <summary>Every fault of a plan that was read before, by the installation as it is now.</summary>
    public static ValueList<PlanFault> Review(Plan plan, Installation? installation) =>
        PlanRules.Review(plan, new Surroundings(Catalogue.Systems, installation) { KnowsZone = TimeZones.Knows });
}
