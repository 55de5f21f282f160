using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview;

/// <summary>A submitted plan, with its compiled program and the context of its review.</summary>
internal sealed record Submission(Plan Plan, StepProgram Course, ReviewContext Around)
{
    public Installation? Installation => Around.Installation;

    public EnvironmentPolicy? Policy => Installation?.Environments.GetValueOrDefault(Plan.Environment);

    /// <summary>The capabilities of a target's router; null if they are not known.</summary>
    public RouterTraits? RouterOf(Target target) =>
        target.Route switch
        {
            Route.Spelled spelled => TraitsOf(spelled) is { } traits ? traits.Narrow(traits, spelled.Where) : null,
            Route.Named named when ConnectionOf(named) is Connection.Router { Traits: var traits } router =>
                router.Routes.FirstOrDefault(known => known.Name == named.Name) is { } known
                    ? traits.Narrow(traits, known.Where)
                    : traits,
            Route.Named => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // A known connection may narrow the capabilities of its kind.
    private RouterTraits? TraitsOf(Route.Spelled spelled) =>
        Installation?.Connections.GetValueOrDefault(spelled.Connection) is Connection.Router router
        && router.Traits.Key == spelled.Router
            ? router.Traits
            : Around.Systems.Router(spelled.Router);

    public Connection? ConnectionOf(Route.Named named) =>
        (named.Connection ?? Installation?.DefaultRouter) is { } name
            ? Installation?.Connections.GetValueOrDefault(name)
            : null;

    /// <summary>
    /// The capabilities of a check's source. If the connection is not known, they follow from the query, provided that
    /// only one language claims its form. A source with the dialect of another source does not count as a further
    /// language.
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
