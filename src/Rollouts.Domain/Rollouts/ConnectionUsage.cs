using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts;

/// <summary>Finds the connections that a rollout relies on.</summary>
public static class ConnectionUsage
{
    /// <param name="connection">The connection under this name; null if its settings cannot be read any more.</param>
    public static bool IsOn(
        RolloutSpec terms,
        ConnectionName name,
        Connection? connection,
        Installation installation
    ) =>
        Routes(terms.Plan, name, installation).Any()
        || terms
            .Plan.Checks.Where(check => check.Subject is not Subject.CountsOf)
            .Any(check => (check.Source ?? installation.DefaultSource) == name)
        || Addresses(terms).Any(address => address is Address.Connected hook && hook.Connection == name)
        || terms.Provenance?.ReplyTo?.Pipeline == name
        || IsHeard(terms.Plan, connection);

    /// <summary>
    /// Whether the change leaves the rollout as it is: the new connection reaches the same systems as the old one,
    /// perhaps in another way.
    /// </summary>
    public static bool IsKept(RolloutSpec terms, Connection before, Connection after, Installation installation) =>
        (before, after) switch
        {
            (Connection.Router old, Connection.Router anew) => old.Traits.Key == anew.Traits.Key
                && Routes(terms.Plan, old.Name, installation)
                    .OfType<Route.Named>()
                    .All(route => Where(anew, route) is { } where && where == Where(old, route))
                && Routes(terms.Plan, old.Name, installation).All(route => IsStillAllowed(terms.Plan, anew, route)),
            (Connection.Source old, Connection.Source anew) => old.Traits.Key == anew.Traits.Key,
            (Connection.Sender old, Connection.Sender anew) => old.Traits.Key == anew.Traits.Key,
            (Connection.Pipeline old, Connection.Pipeline anew) => old.Traits.Key == anew.Traits.Key,
            (Connection.Hook, Connection.Hook) => true,
            (Connection.Chat old, Connection.Chat anew) => old.Traits.Key == anew.Traits.Key,
            _ => false,
        } && after.Serves(terms.Plan.Service, terms.Plan.Environment);

    private static IEnumerable<Route> Routes(Plan plan, ConnectionName name, Installation installation) =>
        plan
            .Targets.Select(target => target.Route)
            .Where(route =>
                route switch
                {
                    Route.Named named => (named.Connection ?? installation.DefaultRouter) == name,
                    Route.Spelled spelled => spelled.Connection == name,
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );

    private static Settings? Where(Connection.Router router, Route.Named route) =>
        router.Routes.FirstOrDefault(known => known.Name == route.Name)?.Where;

    private static bool IsStillAllowed(Plan plan, Connection.Router router, Route route) =>
        route is Route.Named named
            ? router.Routes.Any(known => known.Name == named.Name && known.Serves(plan.Service, plan.Environment))
            : router.AllowsWrittenRoutes;

    private static IEnumerable<Address?> Addresses(RolloutSpec terms) =>
        [
            terms.Plan.Hooks.Before,
            terms.Plan.Hooks.AfterRollBack,
            terms.Plan.Hooks.AfterSuccess,
            terms.Plan.Tell.Webhook,
            .. terms.Steps.Instructions.OfType<Instruction.Gate>().Select(gate => gate.Ask),
        ];

    // A plan names alarms but not their senders. It therefore relies on every sender that could push them.
    private static bool IsHeard(Plan plan, Connection? connection) =>
        connection is Connection.Sender sender
        && !plan.RollBackOn.NamesOf(sender.Traits.Brings).IsEmpty
        && sender.Serves(plan.Service, plan.Environment);
}
