using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview;

/// <summary>
/// Every part of the installation that a plan names exists, is of the right kind, and may be used by this service.
/// </summary>
internal static class ConnectionRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Installation is { } installation
            ?
            [
                .. Environment(submission.Plan, installation),
                .. submission.Plan.Targets.SelectMany(target => RouteOf(target, submission, installation)),
                .. submission
                    .Plan.Checks.Where(check => check.Subject is not Subject.CountsOf)
                    .SelectMany(check =>
                        Needs<Connection.Source>(
                            check.Source ?? installation.DefaultSource,
                            "metric source",
                            "source",
                            check.At,
                            submission,
                            installation
                        )
                    ),
                .. submission
                    .Addresses()
                    .SelectMany(item =>
                        item.Address is Address.Connected hook
                            ? Needs<Connection.Hook>(hook.Connection, "hook", "hook", item.At, submission, installation)
                            : []
                    ),
            ]
            : [];

    private static IEnumerable<PlanFault> Environment(Plan plan, Installation installation)
    {
        var known = installation.Environments.Keys.Select(name => name.Value).Order(StringComparer.Ordinal).ToList();
        if (known.Count > 0 && !installation.Environments.ContainsKey(plan.Environment))
        {
            yield return new PlanFault(
                "plan.unknown-name",
                PlanPath.Root.Key("environment"),
                $"no environment is named '{plan.Environment}'{Nearest.Hint(plan.Environment.Value, known)} "
                    + $"(known: {string.Join(", ", known)})"
            );
        }
    }

    private static IEnumerable<PlanFault> RouteOf(Target target, Submission submission, Installation installation)
    {
        var at = target.At.Key("route");
        var name = target.Route switch
        {
            Route.Spelled spelled => spelled.Connection,
            Route.Named named => named.Connection ?? installation.DefaultRouter,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var faults = Needs<Connection.Router>(name, "router", "connection", at, submission, installation).ToList();
        if (faults.Count > 0)
        {
            return faults;
        }

        var router = (Connection.Router)installation.Connections[name!.Value];
        return target.Route switch
        {
            Route.Named named when !router.Routes.Any(route => route.Name == named.Name) =>
            [
                UnknownRoute(named, router, at),
            ],
            Route.Spelled spelled when spelled.Router != router.Traits.Key =>
            [
                new PlanFault(
                    "plan.wrong-connection",
                    at.Key(spelled.Router),
                    $"connection '{name}' is {router.Traits.Title} ('{router.Traits.Key}'), so a route of it "
                        + $"cannot be written as '{spelled.Router}'"
                ),
            ],
            _ => OwnerOf(target, submission, installation, at),
        };
    }

    // The owner is not named: an author of plans may not be allowed to know of the other service.
    private static IEnumerable<PlanFault> OwnerOf(
        Target target,
        Submission submission,
        Installation installation,
        PlanPath at
    ) =>
        RouteOwnership
            .Of(target.Route, submission.Plan.Service, submission.Plan.Environment, installation)
            ?.Right switch
        {
            RouteRight.NotWritten =>
            [
                new PlanFault(
                    "plan.written-route",
                    at,
                    "this connection does not allow routes that a plan writes out; use one of its named routes, or ask "
                        + "an administrator to name this one or to set 'writtenRoutes: true'"
                ),
            ],
            RouteRight.DeclaredForOthers =>
            [
                new PlanFault(
                    "plan.route-not-yours",
                    at,
                    $"this route does not belong to service '{submission.Plan.Service}' in "
                        + $"'{submission.Plan.Environment}'; ask an administrator"
                ),
            ],
            RouteRight.Declared or RouteRight.Claim or null => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static PlanFault UnknownRoute(Route.Named named, Connection.Router router, PlanPath at)
    {
        var routes = router.Routes.Select(route => route.Name).ToList();
        return new PlanFault(
            "plan.unknown-name",
            at,
            $"connection '{router.Name}' has no route named '{named.Name}'{Nearest.Hint(named.Name, routes)} "
                + (routes.Count == 0 ? "(it has none)" : $"(it has: {string.Join(", ", routes)})")
        );
    }

    private static IEnumerable<PlanFault> Needs<T>(
        ConnectionName? name,
        string kind,
        string key,
        PlanPath at,
        Submission submission,
        Installation installation
    )
        where T : Connection
    {
        if (name is null)
        {
            yield return new PlanFault(
                "plan.unknown-name",
                at,
                $"no {kind} is named here and the installation has no default; add '{key}: <connection>'"
            );
            yield break;
        }

        var known = installation
            .Connections.Values.OfType<T>()
            .Select(connection => connection.Name.Value)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (installation.Connections.GetValueOrDefault(name.Value) is not { } found)
        {
            yield return new PlanFault(
                "plan.unknown-name",
                at.Key(key),
                $"no connection is named '{name}'{Nearest.Hint(name.Value.Value, known)} ({kind}s: "
                    + $"{string.Join(", ", known)})"
            );
        }
        else if (found is not T)
        {
            yield return new PlanFault(
                "plan.wrong-connection",
                at.Key(key),
                $"connection '{name}' is no {kind} ({kind}s: {string.Join(", ", known)})"
            );
        }
        else if (!found.Serves(submission.Plan.Service, submission.Plan.Environment))
        {
            yield return new PlanFault(
                "plan.connection-not-yours",
                at.Key(key),
                $"connection '{name}' may not be used by service '{submission.Plan.Service}' in "
                    + $"'{submission.Plan.Environment}'; ask an administrator"
            );
        }
    }
}
