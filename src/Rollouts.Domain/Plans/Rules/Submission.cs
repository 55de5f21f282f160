using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Plans.Rules;

/// <summary>A plan on its way in: with the course it comes down to and all that is known around it.</summary>
internal sealed record Submission(Plan Plan, Course Course, Surroundings Around)
{
    public Installation? Installation => Around.Installation;

    public EnvironmentPolicy? Policy => Installation?.Environments.GetValueOrDefault(Plan.Environment);

    /// <summary>What the router of a target can do; null where that cannot be known here.</summary>
    public RouterTraits? RouterOf(Target target) =>
        target.Route switch
        {
            Route.Spelled spelled => Around.Systems.Router(spelled.Router),
            Route.Named named => (ConnectionOf(named) as Connection.Router)?.Traits,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public Connection? ConnectionOf(Route.Named named) =>
        (named.Connection ?? Installation?.DefaultRouter) is { } name
            ? Installation?.Connections.GetValueOrDefault(name)
            : null;

    /// <summary>
    /// What the source of a check can do. Where the connection is not known, its language still is if only one
    /// claims the form of the query. A source that speaks the dialect of another is no other language.
    /// </summary>
    public SourceTraits? SourceOf(Check check)
    {
        if (Installation is not null)
        {
            return (Plan.AskedFor(check).Source ?? Installation.DefaultSource) is { } name
                ? (Installation.Connections.GetValueOrDefault(name) as Connection.Source)?.Traits
                : null;
        }

        var claiming = Around
            .Systems.Sources.Where(source =>
                source.Dialect == source.Key
                && check.Subject.Queries.Any()
                && check.Subject.Queries.All(source.Language.Claims)
            )
            .ToList();
        return claiming is [var only] ? only : null;
    }

    /// <summary>Every place of the plan that a request is sent to.</summary>
    public IEnumerable<(Address Address, PlanPath At)> Addresses()
    {
        var hooks = PlanPath.Root.Key("hooks");
        IEnumerable<(Address? Address, PlanPath At)> addresses =
        [
            (Plan.Hooks.Before, hooks.Key("before")),
            (Plan.Hooks.AfterRollBack, hooks.Key("afterRollBack")),
            (Plan.Hooks.AfterSuccess, hooks.Key("afterSuccess")),
            (Plan.Tell.Webhook, PlanPath.Root.Key("tell").Key("webhook")),
            .. Course.Instructions.OfType<Instruction.Gate>().Select(gate => ((Address?)gate.Ask, gate.At)),
        ];
        return addresses.Where(item => item.Address is not null).Select(item => (item.Address!, item.At));
    }
}
