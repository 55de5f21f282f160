using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.PlanFiles.Language;

/// <summary>What surrounds the steps: backends, limits, alarms, scores, and whom to tell.</summary>
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
        return new MapShape<Backends>(
            "backends",
            "backends",
            [versioned, slots, keep],
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
                    }
                    : values.Get(slots)!;
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

    public static Shape<Tell> Tell()
    {
        var slack = Key.Maybe(
            "slack",
            new TextShape<string>(
                "plan.bad-name",
                "a channel such as \"#releases\" (in quotes: '#' begins a comment)",
                "^#[^\\s#]{1,80}$",
                IsChannel
            ),
            "The Slack channel that is told and asked."
        );
        var webhook = Key.Maybe("webhook", AddressWords.Any, "A webhook that is told of every step.");
        return new MapShape<Tell>(
            "tell",
            "whom to tell",
            [slack, webhook],
            values => new Tell { Slack = values.Get(slack), Webhook = values.Get(webhook) }
        );
    }

    private static bool IsChannel(string text, out string value)
    {
        value = text;
        return text.Length is > 1 and <= 81 && text[0] == '#' && !text[1..].Any(c => char.IsWhiteSpace(c) || c == '#');
    }
}
