using Rollouts.Domain.Analysis.Ticks;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Worker.Asking;

/// <summary>What stands for each placeholder of a query, by the version that is asked about.</summary>
internal sealed class QueryValues(Terms terms, TargetTerms target, Settings? route, Arm arm)
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

    // Built-in queries speak of a route in its router's own words.
    private string? OfRoute(string name) =>
        route is Settings.Map map
        && map.Entries.FirstOrDefault(entry => entry.Key == name)?.Value is Settings.Text { Value: var text }
            ? text
            : null;
}
