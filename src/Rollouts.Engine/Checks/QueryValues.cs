using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Engine.Checks;

/// <summary>The values of the placeholders in a query, for one arm of a target.</summary>
internal sealed class QueryValues(RolloutSpec terms, TargetSpec target, Settings? route, Arm arm)
{
    public string? Of(string name) =>
        name switch
        {
            "backend" => (arm == Arm.Candidate ? target.Candidate : target.Stable).Value,
            "version" => arm == Arm.Candidate
                ? terms.Version.Value
                : target.StableVersion?.Value ?? target.Stable.Value,
            "service" => terms.Plan.Service.Value,
            "environment" => terms.Plan.Environment.Value,
            "target" => target.Name.Value,
            _ => OfTarget(name) ?? OfRoute(name),
        };

    private string? OfTarget(string name) =>
        terms
            .Plan.Targets.First(planned => planned.Name == target.Name)
            .Variables.FirstOrDefault(variable => variable.Name == name)
            ?.Value;

    // Built-in queries name a route by the settings of its router.
    private string? OfRoute(string name) =>
        route is Settings.Map map
        && map.Entries.FirstOrDefault(entry => entry.Key == name)?.Value is Settings.Text { Value: var text }
            ? text
            : null;
}
