using Rollouts.Domain.Plans;
using Rollouts.Integrations.Routers;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The targets of a plan: a single one in short form, or waves of them.</summary>
internal sealed class TargetShapes
{
    private const string OnlyTarget = "main";

    private readonly Shape<Route> _route;

    public TargetShapes(IEnumerable<RouterDescriptor> routers)
    {
        _route = RouteShape([.. routers]);
        One = OneTarget();
        Waves = Lists.Of(
            new ByKindShape<Wave>(
                "a target, or a list of targets that go together",
                (node => node is Sequence, Lists.Of(FullTarget()).Into(targets => new Wave(targets))),
                (_ => true, FullTarget().Into(target => new Wave([target])))
            )
        );
    }

    /// <summary><c>target: { route: checkout }</c>.</summary>
    public Shape<Target> One { get; }

    public Shape<ValueList<Wave>> Waves { get; }

    private static ByKindShape<Route> RouteShape(IReadOnlyList<RouterDescriptor> routers)
    {
        var connection = Key.MaybeValue("connection", NameWords.Connection, "The router that holds the route.");
        var name = Key.Maybe("name", NameWords.Any, "A route to which an administrator has given this name.");
        var spelled = routers
            .Select(router =>
                (
                    router.Traits.Key,
                    Shape: Key.Maybe(router.Traits.Key, router.Route, $"A route in the words of {router.Traits.Title}.")
                )
            )
            .ToList();
        var full = new MapShape<Route>(
            "fullRoute",
            "a route",
            [connection, name, .. spelled.Select(router => router.Shape)],
            values =>
            {
                var by = values.Get(connection);
                if (values.Get(name) is { } named)
                {
                    return new Route.Named(named, by);
                }

                var (key, shape) = spelled.First(router => values.Get(router.Shape) is not null);
                if (by is null)
                {
                    values.Refuse("plan.missing-key", $"a route spelled out needs 'connection', the router it is on");
                }

                return new Route.Spelled(by ?? default, key, values.Get(shape)!);
            }
        )
        {
            ExactlyOneOf = [name, .. spelled.Select(router => router.Shape)],
        };
        return new ByKindShape<Route>(
            "the name of a route, or { connection, ... }",
            (node => node is not Mapping, NameWords.Any.Into(Route (text) => new Route.Named(text, Connection: null))),
            (_ => true, full)
        );
    }

    private static Key<ValueList<Variable>> VariablesKey() =>
        Key.Optional(
            "variables",
            new NamedValuesShape<string>(
                "variables and their values",
                "^[A-Za-z][A-Za-z0-9_-]{0,63}$",
                IsVariable,
                "a letter, then letters, digits, '_' and '-'",
                TextWords.Value
            ).Into(pairs => pairs.Select(pair => new Variable(pair.Key, pair.Value)).ToValueList()),
            [],
            "Values that templates may use as {name}."
        );

    private MapShape<Target> OneTarget()
    {
        var route = Key.Required("route", _route, "The route whose traffic is shifted.");
        var variables = VariablesKey();
        return new(
            "target",
            "a target",
            [route, variables],
            values => new Target
            {
                Name = new TargetName(OnlyTarget),
                Route = values.Get(route),
                Variables = values.Get(variables),
                At = values.At,
            }
        );
    }

    private MapShape<Target> FullTarget()
    {
        var name = Key.Required("name", NameWords.Target, "What it is called: a region, a cell, a cluster.");
        var route = Key.Required("route", _route, "The route whose traffic is shifted.");
        var variables = VariablesKey();
        return new(
            "namedTarget",
            "a target",
            [name, route, variables],
            values => new Target
            {
                Name = values.Get(name),
                Route = values.Get(route),
                Variables = values.Get(variables),
                At = values.At,
            }
        );
    }

    private static bool IsVariable(string text) =>
        text.Length is > 0 and <= 64
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
