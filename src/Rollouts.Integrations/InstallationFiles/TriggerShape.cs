using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Triggers;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.InstallationFiles;

/// <summary>The configuration of triggers, which map events of a pipeline to releases.</summary>
internal static class TriggerShape
{
    private const int MostConditions = 20;

    private const int MostKinds = 20;

    /// <summary>Each is tried for each event of its pipeline.</summary>
    private const int Most = 500;

    /// <summary>A trigger without its name, which is the key above it.</summary>
    private delegate Trigger Unnamed(TriggerName name);

    private static readonly Shape<string> Kind = new TextShape<string>(
        "plan.bad-name",
        "the kind of an event, as in release.published",
        "^[!-~][ -~]{0,199}$",
        (string text, [MaybeNullWhen(false)] out string kind) =>
        {
            kind = text;
            return text.Length is > 0 and <= 200 && text[0] != ' ' && text.All(c => c is >= ' ' and <= '~');
        }
    );

    private static readonly Shape<TriggerText> Text = new TextShape<TriggerText>(
        "trigger.bad-text",
        "text with fields of the event, as in ${event.release.tag_name}",
        "^[^\u0000-\u001f\u007f]{1,1000}$",
        TriggerText.TryParse,
        TriggerText.Complaint
    );

    private static readonly Shape<Condition> When = new TextShape<Condition>(
        "trigger.bad-condition",
        "a condition",
        "^event\\..{1,494}$",
        Condition.TryParse,
        _ => Condition.Rule
    );

    public static Shape<ValueList<Trigger>> All { get; } =
        new NamedValuesShape<Unnamed>("triggers by name", NameWords.Pattern, Name.IsValid, Name.Rule, Make()).Into(
            pairs => pairs.Select(pair => pair.Value(new TriggerName(pair.Key))).ToValueList()
        );

    /// <summary>Refuses triggers that nothing could ever fire.</summary>
    public static void Review(
        KeyValues values,
        ValueList<Trigger> triggers,
        ImmutableDictionary<ConnectionName, Connection> connections
    )
    {
        if (triggers.Count > Most)
        {
            values.Refuse("plan.wrong-count", $"there are {triggers.Count} triggers, and {Most} is the most");
        }

        foreach (var trigger in triggers)
        {
            if (connections.GetValueOrDefault(trigger.From) is not Connection.Pipeline)
            {
                values.RefuseBelow(
                    "plan.unknown-name",
                    $"'{trigger.From}' is not among the connections that are a pipeline",
                    "triggers",
                    trigger.Name.Value,
                    "from"
                );
            }
        }
    }

    private static MapShape<Unnamed> Make()
    {
        var from = Key.Required("from", NameWords.Connection, "The pipeline whose events it listens to.");
        var on = Key.Required(
            "on",
            new ByKindShape<ValueList<string>>(
                "the kind of an event, or a list of kinds",
                (node => node is PlanFiles.Documents.Sequence, new ListShape<string>(Kind, least: 1, most: MostKinds)),
                (_ => true, Kind.Into(kind => (ValueList<string>)[kind]))
            ),
            "The kinds of event, as in release.published."
        );
        var when = Key.Optional("when", new ListShape<Condition>(When, 1, MostConditions), [], "What must all hold.");
        var service = Key.Required("service", Text, "The service.");
        var environment = Key.Required("environment", Text, "The environment.");
        var version = Key.Required("version", Text, "The version.");
        var mode = Key.MaybeValue(
            "mode",
            new ChoiceShape<RolloutMode>(("drive", RolloutMode.Drive), ("observe", RolloutMode.Observe)),
            "Whether the rollout moves the weights (drive), or another controller does and it only judges (observe)."
        );
        var reason = Key.Maybe("reason", Text, "Why, for the log; the name of the trigger where it is left out.");
        var authors = Key.Optional(
            "authors",
            Lists.Of(Text),
            [],
            "Who wrote what is released; an author that the event does not name is unknown."
        );
        var links = Key.Optional(
            "links",
            new NamedValuesShape<TriggerText>("links by name", NameWords.Pattern, Name.IsValid, Name.Rule, Text).Into(
                pairs => pairs.Select(pair => new TriggerLink(pair.Key, pair.Value)).ToValueList()
            ),
            [],
            "Addresses that the rollout shows, such as its commit."
        );
        return new(
            "trigger",
            "a trigger",
            [from, on, when, service, environment, version, mode, reason, authors, links],
            values =>
            {
                if (values.Get(links).Count > Link.Most)
                {
                    values.Refuse("plan.wrong-count", $"a rollout shows at most {Link.Most} links");
                }

                return name => new Trigger
                {
                    Name = name,
                    From = values.Get(from),
                    On = values.Get(on),
                    When = values.Get(when),
                    Service = values.Get(service),
                    Environment = values.Get(environment),
                    Version = values.Get(version),
                    Mode = values.Get(mode),
                    Reason = values.Get(reason) ?? Announced(name),
                    Authors = values.Get(authors),
                    Links = values.Get(links),
                };
            }
        );
    }

    private static TriggerText Announced(TriggerName name) =>
        TriggerText.TryParse($"announced by the trigger {name}", out var text)
            ? text
            : throw new System.Diagnostics.UnreachableException();
}
