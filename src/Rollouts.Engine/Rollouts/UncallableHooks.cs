using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Engine.Outside;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// The gates and hooks of a plan that cannot be called. The plan is refused before traffic moves, because a missing
/// gate would otherwise show only when the rollout reaches it.
/// </summary>
internal static class UncallableHooks
{
    /// <summary>Why each of them cannot be called; empty if all can.</summary>
    public static IEnumerable<string> Of(Plan plan, IConnections connections)
    {
        // Hooks are called in the same way as gates.
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
