using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The parts of a plan around its steps: backends, limits, alarms, scores and notifications.</summary>
internal static class BoundShapes
{
    public static Shape<Backends> Backends()
    {
        var versioned = Key.Maybe(
            "versioned",
            TextWords.Any,
            "A template for the backend of a version, as in checkout-{version}."
        );
        var slots = Key.Maybe(
            "slots",
            new ListShape<BackendName>(NameWords.Backend, 2, 2).Into(pair => new Backends.Slots(pair[0], pair[1])),
            "Two backends that take turns."
        );
        var keep = Key.MaybeValue(
            "keepCandidate",
            TimeWords.Second,
            "How long a candidate that was added and taken back stays on the route at 0%; 10m where it is left out."
        );
        var deployments = Key.Maybe(
            "deployments",
            TextWords.Any,
            "A template for the Deployment behind a backend, as in checkout-{backend}. The one of the new version "
                + "must be available before traffic is shifted."
        );
        return new MapShape<Backends>(
            "backends",
            "backends",
            [versioned, slots, keep, deployments],
            values =>
            {
                if (values.Get(keep) is not null && values.Get(slots) is not null)
                {
                    values.Refuse("plan.one-of", "'keepCandidate' belongs to 'versioned'; slots stay on the route");
                }

                if (values.Get(slots) is { } pair && pair.First == pair.Second)
                {
                    values.Refuse(
                        "plan.duplicate-name",
                        $"both slots are '{pair.First}'; name two backends that take turns"
                    );
                }

                return values.Get(versioned) is { } template
                    ? new Backends.Versioned(template)
                    {
                        KeepCandidate = values.Get(keep) ?? PlanDefaults.KeepCandidate,
                        Deployments = values.Get(deployments),
                    }
                    : values.Get(slots)! with
                    {
                        Deployments = values.Get(deployments),
                    };
            }
        )
        {
            ExactlyOneOf = [versioned, slots],
        };
    }

    public static Shape<Limits> Limits()
    {
        var atMost = Key.MaybeValue(
            "atMost",
            TimeWords.Second,
            "The longest a rollout may run; then it is taken back."
        );
        var paused = Key.Optional(
            "pausedAtMost",
            TimeWords.Second,
            PlanDefaults.PausedAtMost,
            "The longest it may stand paused; then it is taken back."
        );
        var queued = Key.Optional(
            "queuedAtMost",
            TimeWords.Second,
            PlanDefaults.QueuedAtMost,
            "The longest it may wait for its start; then it is cancelled."
        );
        var newVersion = Key.Optional(
            "newVersion",
            new ChoiceShape<NewVersionPolicy>(
                ("supersede", NewVersionPolicy.Supersede),
                ("queue", NewVersionPolicy.Queue),
                ("refuse", NewVersionPolicy.Refuse)
            ),
            NewVersionPolicy.Supersede,
            "What a newer version does to a running rollout."
        );
        return new MapShape<Limits>(
            "limits",
            "limits",
            [atMost, paused, queued, newVersion],
            values => new Limits
            {
                AtMost = values.Get(atMost),
                PausedAtMost = values.Get(paused),
                QueuedAtMost = values.Get(queued),
                NewVersion = values.Get(newVersion),
            }
        );
    }

    public static Shape<ScoreRule> Score()
    {
        var pass = Key.Required("pass", NumberWords.Whole(1, 100), "The least score that passes.");
        var marginal = Key.Required(
            "marginal",
            NumberWords.Whole(0, 100),
            "A score below fails; between the two nothing is decided."
        );
        return new MapShape<ScoreRule>(
            "score",
            "a score",
            [pass, marginal],
            values => new ScoreRule(values.Get(pass), values.Get(marginal))
        );
    }

    public static Shape<RollBackOn> RollBackOn()
    {
        var alarms = Key.Optional("alarms", Lists.Of(TextWords.Any), [], "CloudWatch alarms.");
        var alerts = Key.Optional("alerts", Lists.Of(TextWords.Any), [], "Alertmanager alerts.");
        return new MapShape<RollBackOn>(
            "rollBackOn",
            "alarms",
            [alarms, alerts],
            values => new RollBackOn(values.Get(alarms), values.Get(alerts))
        );
    }

    public static Shape<Hooks> Hooks()
    {
        var before = Key.Maybe("before", AddressWords.Any, "Told when a rollout begins.");
        var afterRollBack = Key.Maybe(
            "afterRollBack",
            AddressWords.Any,
            "Told when traffic is back on the old version."
        );
        var afterSuccess = Key.Maybe("afterSuccess", AddressWords.Any, "Told when the new version has all traffic.");
        return new MapShape<Hooks>(
            "hooks",
            "hooks",
            [before, afterRollBack, afterSuccess],
            values => new Hooks
            {
                Before = values.Get(before),
                AfterRollBack = values.Get(afterRollBack),
                AfterSuccess = values.Get(afterSuccess),
            }
        );
    }

    /// <summary>A channel of a chat system.</summary>
    public static Shape<string> Channel { get; } =
        new TextShape<string>(
            "plan.bad-name",
            "a channel such as \"#releases\" (in quotes: '#' begins a comment)",
            "^#[^\\s#]{1,80}$",
            IsChannel
        );

    public static Shape<Tell> Tell()
    {
        var slack = Key.Maybe("slack", Channel, "The Slack channel that is told and asked.");
        var teams = Key.Maybe(
            "teams",
            new TextShape<string>(
                "plan.bad-name",
                "the name under which administrators connect a channel of Microsoft Teams, such as releases",
                NameWords.Pattern,
                IsConnected
            ),
            "The channel of Microsoft Teams that is informed."
        );
        var email = Key.Maybe(
            "email",
            new TextShape<string>(
                "plan.bad-name",
                "the name under which administrators connect a list of e-mail addresses, such as releases",
                NameWords.Pattern,
                IsConnected
            ),
            "The list of e-mail addresses that is informed."
        );
        var webhook = Key.Maybe("webhook", AddressWords.Any, "A webhook that is told of every step.");
        return new MapShape<Tell>(
            "tell",
            "whom to tell",
            [slack, teams, email, webhook],
            values => new Tell
            {
                Slack = values.Get(slack),
                Teams = values.Get(teams),
                Email = values.Get(email),
                Webhook = values.Get(webhook),
            }
        );
    }

    private static bool IsConnected(string text, out string value)
    {
        value = text;
        return Name.IsValid(text);
    }

    private static bool IsChannel(string text, out string value)
    {
        value = text;
        return text.Length is > 1 and <= 81 && text[0] == '#' && !text[1..].Any(c => char.IsWhiteSpace(c) || c == '#');
    }
}
