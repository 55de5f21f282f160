using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Starting;

/// <summary>
/// What a plan asks for that this build reads and checks, and cannot do. It is refused before anything moves: a gate
/// that nobody asks would only show when it is missed.
/// </summary>
internal static class BeyondThisBuild
{
    /// <summary>What is asked for in vain, in words; nothing where all of it can be done.</summary>
    public static IEnumerable<string> Of(Plan plan, IConnections connections)
    {
        // Hooks are called as gates are: what could not be asked could not be told either.
        foreach (var address in Addresses(plan).Distinct())
        {
            if (!connections.GateOf(address).TryGet(out _, out var fault))
            {
                yield return fault.Message;
            }
        }
    }

    private static IEnumerable<Address> Addresses(Plan plan) =>
        Compiler
            .Compile(plan)
            .Instructions.OfType<Instruction.Gate>()
            .Select(gate => gate.Ask)
            .Concat(
                new[]
                {
                    plan.Hooks.Before,
                    plan.Hooks.AfterRollBack,
                    plan.Hooks.AfterSuccess,
                    plan.Tell.Webhook,
                }.OfType<Address>()
            );
}
