using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>A gate that is to be asked, again and again until it answers.</summary>
public sealed record GateQuestion(Position Position, Address Ask)
{
    public static GateQuestion? Of(Rollout state) =>
        state is { IsUnderWay: true, Instruction: Instruction.Gate gate, Step.GateSaidYes: false }
            ? new GateQuestion(state.Position, gate.Ask)
            : null;
}
