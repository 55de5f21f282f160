using System.Collections.Immutable;
using Rollouts.Domain.Access;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.PlanLanguage.Language;
using Rollouts.Integrations.SignIn;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.InstallationFiles;

/// <summary>The file of the administrators, with the connections and the limits for plans.</summary>
internal static class InstallationLanguage
{
    /// <summary>The value below the name of a connection.</summary>
    public static readonly Shape<ConnectionShapes.Unnamed> Connection = ConnectionShapes.Any(
        Catalogue.Routers,
        Catalogue.Sources,
        Catalogue.Senders,
        Catalogue.Pipelines,
        Catalogue.Chats
    );

    /// <summary>The value below the name of an environment.</summary>
    public static readonly Shape<EnvironmentPolicy> Environment = Policy();

    public static readonly Shape<Installation> Installation = Make();

    private static MapShape<Installation> Make()
    {
        var connections = Key.Optional(
            "connections",
            new NamedValuesShape<ConnectionShapes.Unnamed>(
                "connections by name",
                NameWords.Pattern,
                Name.IsValid,
                Name.Rule,
                Connection
            ).Into(pairs => pairs.Select(pair => pair.Value(new ConnectionName(pair.Key))).ToValueList()),
            [],
            "Routers, metric sources, senders of alarms, pipelines, hooks and chat systems, each under its name."
        );
        var defaults = Key.Optional(
            "defaults",
            DefaultsShape(),
            new Defaults(null, null),
            "What a plan means that names no connection."
        );
        var webhooks = Key.Maybe(
            "webhooks",
            HookWords.Everywhere.Shape,
            "How the addresses are called that plans write themselves."
        );
        var signIn = Key.Maybe("signIn", SignInWords.Everything.Shape, "Who vouches for people and pipelines.");
        var environments = Key.Optional(
            "environments",
            new NamedValuesShape<EnvironmentPolicy>(
                "environments by name",
                NameWords.Pattern,
                Name.IsValid,
                Name.Rule,
                Environment
            ),
            [],
            "What each environment demands of every rollout."
        );
        var triggers = Key.Optional(
            "triggers",
            TriggerShape.All,
            [],
            "What the events of pipelines start, each under its name."
        );
        return new(
            "installation",
            "an installation",
            [connections, defaults, webhooks, signIn, environments, triggers],
            values =>
            {
                var byName = values.Get(connections).ToImmutableDictionary(connection => connection.Name);
                var chosen = values.Get(defaults);
                Expect<Connection.Router>(values, byName, chosen.Router, "router");
                Expect<Connection.Source>(values, byName, chosen.Source, "source");
                TriggerShape.Review(values, values.Get(triggers), byName);
                return new Installation
                {
                    Triggers = values.Get(triggers),
                    Connections = byName,
                    DefaultRouter = chosen.Router,
                    DefaultSource = chosen.Source,
                    Webhooks = values.Get(webhooks),
                    SignIn = values.Get(signIn),
                    Authors = values.Get(signIn) is { } people
                        ? SignInWords.Everything.Read(people).Authors
                        : AuthorDirectory.Empty,
                    Environments = values
                        .Get(environments)
                        .ToImmutableDictionary(pair => new EnvironmentName(pair.Key), pair => pair.Value),
                };
            }
        );
    }

    private static void Expect<T>(
        KeyValues values,
        ImmutableDictionary<ConnectionName, Connection> connections,
        ConnectionName? name,
        string kind
    )
        where T : Connection
    {
        if (name is { } wanted && connections.GetValueOrDefault(wanted) is not T)
        {
            values.Refuse(
                "plan.unknown-name",
                $"the default {kind} '{wanted}' is not among the connections that are a {kind}"
            );
        }
    }

    private static MapShape<Defaults> DefaultsShape()
    {
        var router = Key.MaybeValue("router", NameWords.Connection, "The router of a plan that names only a route.");
        var source = Key.MaybeValue("source", NameWords.Connection, "The source of a check that names none.");
        return new(
            "defaults",
            "defaults",
            [router, source],
            values => new Defaults(values.Get(router), values.Get(source))
        );
    }

    private static MapShape<EnvironmentPolicy> Policy()
    {
        var freezes = Key.Optional(
            "freezes",
            Lists.Of(FreezeShape.Shape, least: 0),
            [],
            "Times in which nothing is shifted upward."
        );
        var approval = Key.Maybe("approval", Approval(), "Whose yes every rollout needs before all traffic moves.");
        var atOnce = Key.MaybeValue(
            "atOnce",
            NumberWords.Whole(1, 100_000),
            "How many rollouts may run at the same time."
        );
        var slack = Key.Optional(
            "slack",
            new ChoiceShape<bool>(("buttons", false), ("link-only", true)),
            false,
            "Whether persons decide by buttons in Slack (buttons), or only in the dashboard (link-only)."
        );
        var mode = Key.Optional(
            "mode",
            new ChoiceShape<bool>(("drive", false), ("observe", true)),
            false,
            "Whether rollouts move the weights (drive), or another controller does and rollouts only judge (observe)."
        );
        var longest = Key.MaybeValue("longest", TimeWords.Second, "The longest that a rollout may run.");
        return new(
            "environmentPolicy",
            "an environment",
            [freezes, approval, atOnce, slack, mode, longest],
            values => new EnvironmentPolicy
            {
                Freezes = values.Get(freezes),
                Approval = values.Get(approval),
                AtOnce = values.Get(atOnce),
                IsChatLinkOnly = values.Get(slack),
                ObservesOnly = values.Get(mode),
                Longest = values.Get(longest),
            }
        );
    }

    private static MapShape<ApprovalDemand> Approval()
    {
        var from = Key.Required("from", Lists.Of(NameWords.Group), "The groups whose people may say yes.");
        var count = Key.Optional("count", NumberWords.Whole(1, 20), 1, "How many different people must say yes.");
        return new(
            "approvalDemand",
            "an approval",
            [from, count],
            values => new ApprovalDemand(values.Get(from), values.Get(count))
        );
    }

    private sealed record Defaults(ConnectionName? Router, ConnectionName? Source);
}
