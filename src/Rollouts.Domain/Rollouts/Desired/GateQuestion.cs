using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>A gate to call repeatedly until it answers.</summary>
public sealed record GateQuestion(Position Position, Address Ask)
{
    public static GateQuestion? Of(Rollout state) =>
        state is { IsUnderWay: true, Instruction: Instruction.Gate gate, Step.GateSaidYes: false }
            ? new GateQuestion(state.Position, gate.Ask)
            : null;
}
