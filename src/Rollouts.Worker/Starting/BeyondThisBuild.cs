using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Starting;

/// <summary>
/// What a plan asks for that this build reads and checks, and cannot do. It is refused before anything moves: a gate
/// that nobody asks, or an alarm that never comes, would only show when it is missed.
/// </summary>
internal static class BeyondThisBuild
{
    /// <summary>What is asked for in vain, in words; nothing where all of it can be done.</summary>
    public static IEnumerable<string> Of(Plan plan, IConnections connections)
    {
        foreach (var gate in Compiler.Compile(plan).Instructions.OfType<Instruction.Gate>())
        {
            if (!connections.GateOf(gate.Ask).TryGet(out _, out var fault))
            {
                yield return fault.Message;
            }
        }

        if (plan.RollBackOn != RollBackOn.Nothing)
        {
            yield return "rollBackOn: this build takes no pushed alarms yet";
        }

        if (plan.Score is not null && plan.Checks.Any(check => check.Judge is Judge.Compare))
        {
            yield return "score: this build judges each comparison by itself yet";
        }
    }
}
