using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The steps that are one instruction each, the same in a canary and in blue/green.</summary>
internal static class InstructionShapes
{
    // Static fields are initialized in textual order, and fields below need this one.
    private static readonly Shape<TimeOutAction> TimeOut = new ChoiceShape<TimeOutAction>(
        ("rollBack", TimeOutAction.RollBack),
        ("hold", TimeOutAction.Hold)
    );

    public static readonly Shape<Instruction.Shift> Shift = NumberWords.Weight.Into(
        (to, at) => new Instruction.Shift(to, PlanDefaults.ShiftWithin, at)
    );

    public static readonly Shape<Instruction.Hold> Hold = TimeWords.Second.Into(
        (span, at) => new Instruction.Hold(span, at)
    );

    public static readonly Shape<Instruction.Bake> Bake = TimeWords.Span.Into(
        (span, at) => new Instruction.Bake(span, at)
    );

    public static readonly Shape<Instruction.Mirror> Mirror = NumberWords.Weight.Into(
        (share, at) => new Instruction.Mirror(share, PlanDefaults.ShiftWithin, at)
    );

    public static readonly Shape<Instruction.Route> Route = RequestShapes.Matches.Into(
        (matches, at) => new Instruction.Route(matches, PlanDefaults.ShiftWithin, at)
    );

    public static readonly Shape<Instruction.Verify> Verify = VerifyShape();

    public static readonly Shape<Instruction.Approve> Approve = ApproveShape("approve", isOnce: null);

    /// <summary>The approval of a step that counts for the whole rollout, which asks in the first wave only.</summary>
    public static readonly Shape<Instruction.Approve> ApproveOnce = ApproveShape("approveOnce", isOnce: true);

    public static readonly Shape<Instruction.Gate> Gate = GateShape();

    private static MapShape<Instruction.Verify> VerifyShape()
    {
        var atLeast = Key.Optional(
            "atLeast",
            TimeWords.Span,
            PlanDefaults.VerifyAtLeast,
            "The least time to look, even when all is well."
        );
        var atMost = Key.Optional(
            "atMost",
            TimeWords.Second,
            PlanDefaults.VerifyAtMost,
            "The longest time to look; then 'otherwise' decides."
        );
        var requests = Key.Optional(
            "requests",
            NumberWords.Whole(1, 100_000_000),
            PlanDefaults.VerifyRequests,
            "The least number of requests that the new version must have served before it counts as healthy."
        );
        var prove = Key.MaybeValue(
            "prove",
            NumberWords.Margin,
            "Ask for proof that the new version is not worse by more than this."
        );
        var otherwise = Key.Optional(
            "otherwise",
            new ChoiceShape<UndecidedAction>(
                ("hold", UndecidedAction.Hold),
                ("rollBack", UndecidedAction.RollBack),
                ("advance", UndecidedAction.Advance)
            ),
            UndecidedAction.Hold,
            "What to do when time is up and nothing is decided: hold for a person, rollBack, or advance."
        );
        return new(
            "verify",
            "a verify",
            [atLeast, atMost, requests, prove, otherwise],
            values => new Instruction.Verify(
                values.Get(atLeast),
                values.Get(atMost),
                values.Get(requests),
                values.Get(prove),
                values.Get(otherwise),
                values.At
            )
        );
    }

    /// <param name="isOnce">Null if the plan says it.</param>
    private static MapShape<Instruction.Approve> ApproveShape(string name, bool? isOnce)
    {
        var from = Key.Required("from", Lists.Of(NameWords.Group), "The groups whose people may say yes.");
        var count = Key.Optional("count", NumberWords.Whole(1, 20), 1, "How many different people must say yes.");
        var within = Key.Optional("within", TimeWords.Span, PlanDefaults.ApproveWithin, "How long to wait for them.");
        var otherwise = Key.Optional(
            "otherwise",
            TimeOut,
            TimeOutAction.RollBack,
            "What a no, or no answer in time, does."
        );
        var notBy = Key.Optional(
            "notBy",
            new ChoiceShape<bool>(("author", true)),
            otherwise: false,
            "'author': a person who made or started the release does not count."
        );
        var once = Key.Optional("once", TextWords.Flag, otherwise: false, "Ask in the first wave only.");
        var validFor = Key.MaybeValue(
            "validFor",
            TimeWords.Span,
            "How long an approval that is given ahead of this step stays valid. Without it: 24h."
        );
        var escalate = Key.Optional(
            "escalate",
            Lists.Of(EscalationShape()),
            [],
            "Who is informed while it is not approved. It informs only: voters and deadline stay."
        );
        return new(
            name,
            "an approve",
            [from, count, within, otherwise, notBy, .. isOnce is null ? (Key[])[once] : [], validFor, escalate],
            values => new Instruction.Approve(
                values.Get(from),
                values.Get(count),
                values.Get(within),
                values.Get(otherwise),
                values.Get(notBy),
                isOnce ?? values.Get(once),
                values.At,
                values.Get(escalate) is { IsEmpty: false } escalations ? escalations : null,
                values.Get(validFor)
            )
        );
    }

    private static MapShape<Escalation> EscalationShape()
    {
        var after = Key.Required("after", TimeWords.Second, "How long after the question.");
        var notify = Key.Required("notify", BoundShapes.Channel, "The Slack channel that is informed.");
        return new(
            "escalation",
            "an escalation",
            [after, notify],
            values => new Escalation(values.Get(after), values.Get(notify))
        );
    }

    private static MapShape<Instruction.Gate> GateShape()
    {
        var post = Key.Maybe("post", AddressWords.Url, "The URL that is asked; it answers yes, no, or not yet.");
        var hook = Key.Maybe("hook", AddressWords.Connected, "The connected hook that is asked.");
        var within = Key.Optional("within", TimeWords.Span, PlanDefaults.GateWithin, "How long to go on asking.");
        var otherwise = Key.Optional(
            "otherwise",
            TimeOut,
            TimeOutAction.RollBack,
            "What a no, or no answer in time, does."
        );
        var once = Key.Optional("once", TextWords.Flag, otherwise: false, "Ask in the first wave only.");
        return new(
            "gate",
            "a gate",
            [post, hook, within, otherwise, once],
            values => new Instruction.Gate(
                (values.Get(post) ?? values.Get(hook))!,
                values.Get(within),
                values.Get(otherwise),
                values.Get(once),
                values.At
            )
        )
        {
            ExactlyOneOf = [post, hook],
        };
    }
}
