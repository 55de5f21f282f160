using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The two strategies and the steps of a canary, in the short and in the full form.</summary>
internal static class StrategyShapes
{
    public static readonly Shape<Strategy> Strategy = new OneKeyShape<Strategy>(
        "strategy",
        "a strategy",
        new("canary", Canary(), "Moves traffic in steps."),
        new("blueGreen", BlueGreen(), "Proves the new version on a preview, then moves all traffic in one write.")
    );

    private static Shape<Strategy> Canary()
    {
        var steps = Key.Required(
            "steps",
            Lists.Of(Steps()),
            "What happens, in order. '5%' is a shift with a verify; a shift to 100% and a bake of 10m are added "
                + "where they are missing."
        );
        return new MapShape<Strategy>(
            "canary",
            "a canary",
            [steps],
            values => new Strategy.Canary(
                values.Get(steps).SelectMany(step => step).ToValueList(),
                values.At.Key("steps")
            )
        );
    }

    private static Shape<Strategy> BlueGreen()
    {
        var preview = Key.Maybe(
            "preview",
            InstructionShapes.Route,
            "The requests that reach the new version before the switch."
        );
        var gates = Key.Optional(
            "gates",
            Lists.Of(InstructionShapes.Gate),
            [],
            "Who outside must say yes, one after another."
        );
        var verify = Key.Maybe("verify", InstructionShapes.Verify, "How long the preview is watched.");
        var approve = Key.Maybe("approve", InstructionShapes.Approve, "Who must say yes before the switch.");
        var bake = Key.Maybe("bake", InstructionShapes.Bake, "How long the old version is kept warm after the switch.");
        return new MapShape<Strategy>(
            "blueGreen",
            "a blue/green",
            [preview, gates, verify, approve, bake],
            values => new Strategy.BlueGreen
            {
                Preview = values.Get(preview),
                Gates = values.Get(gates),
                Verify = values.Get(verify),
                Approve = values.Get(approve),
                Bake = values.Get(bake),
                At = values.At,
            }
        );
    }

    /// <summary>One item of the list. The short form yields two steps.</summary>
    private static ByKindShape<ValueList<Step>> Steps() =>
        new(
            "a step: a weight such as 5%, or a map with one key such as { hold: 10m }",
            (
                node => node is Scalar,
                NumberWords.Weight.Into(ValueList<Step> (weight, at) => ShiftAndVerify(weight, at))
            ),
            (
                _ => true,
                new OneKeyShape<Step>(
                    "step",
                    "a step",
                    new(
                        "shift",
                        Shift(),
                        "Moves traffic to the new version: '5%', or a ramp { to: 50%, over: 30m, in: 5 }."
                    ),
                    new("verify", Do(InstructionShapes.Verify), "Waits until every check is healthy."),
                    new("hold", Do(InstructionShapes.Hold), "Waits. The checks go on watching."),
                    new("approve", Do(InstructionShapes.Approve), "Waits for people to say yes."),
                    new("gate", Do(InstructionShapes.Gate), "Waits for a yes from outside."),
                    new(
                        "pointOfNoReturn",
                        PassPoint(),
                        "Waits for people to agree, and then ends every automatic way back, in every wave."
                    ),
                    new(
                        "route",
                        Do(InstructionShapes.Route),
                        "Sends the requests that meet these conditions to the new version, until the next route or "
                            + "the end; 'none' ends it."
                    ),
                    new(
                        "mirror",
                        Do(InstructionShapes.Mirror),
                        "Sends a copy of this share of the requests to the new version, until the next mirror or "
                            + "the end; 0% ends it."
                    ),
                    new("bake", Do(InstructionShapes.Bake), "Watches at 100% with the old version warm; 0s for none.")
                )
                {
                    Beside = new OneKeyShape<Step>.Companion(
                        Key.MaybeValue("name", NameWords.Step, "The name by which checks refer to the step."),
                        (step, name) => name is StepName given ? step.Named(given) : step
                    ),
                }.Into(ValueList<Step> (step) => [step])
            )
        );

    private static ValueList<Step> ShiftAndVerify(Weight weight, PlanPath at)
    {
        Step shift = new Step.Do(new Instruction.Shift(weight, PlanDefaults.ShiftWithin, at));
        return weight == Weight.Full
            ? [shift]
            :
            [
                shift,
                new Step.Do(
                    new Instruction.Verify(
                        PlanDefaults.VerifyAtLeast,
                        PlanDefaults.VerifyAtMost,
                        PlanDefaults.VerifyRequests,
                        Prove: null,
                        UndecidedAction.Hold,
                        at
                    )
                ),
            ];
    }

    private static MapShape<Step> PassPoint()
    {
        var because = Key.Required(
            "because",
            TextWords.Any,
            "Why the old version cannot serve any more, for the person who decides whether to go back."
        );
        var approve = Key.Required(
            "approve",
            InstructionShapes.ApproveOnce,
            "Who must agree before it is passed. Until then the rollout goes back by itself as before."
        );
        return new(
            "pointOfNoReturn",
            "a point of no return",
            [because, approve],
            values => new Step.PassPoint(
                values.Get(approve),
                new Instruction.PointOfNoReturn(values.Get(because), values.At)
            )
        );
    }

    private static ByKindShape<Step> Shift() =>
        new(
            "a weight such as 5%, or a ramp { to: 50%, over: 30m, in: 5 }",
            (node => node is not Mapping, Do(InstructionShapes.Shift)),
            (_ => true, Ramp())
        );

    private static MapShape<Step> Ramp()
    {
        var to = Key.Required("to", NumberWords.Weight, "The weight at the end of the ramp.");
        var over = Key.Required("over", TimeWords.Second, "How long the whole ramp takes.");
        var parts = Key.Required("in", NumberWords.Whole(2, 100), "In how many equal parts.");
        return new(
            "ramp",
            "a ramp",
            [to, over, parts],
            values => new Step.Ramp(values.Get(to), values.Get(over), values.Get(parts), values.At)
        );
    }

    private static Shape<Step> Do<T>(Shape<T> instruction)
        where T : Instruction => instruction.Into(Step (value) => new Step.Do(value));
}
