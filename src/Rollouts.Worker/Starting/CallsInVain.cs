using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Starting;

/// <summary>
/// Whom a plan wants to call and cannot. It is refused before anything moves: a gate that nobody asks would only show
/// when it is missed.
/// </summary>
internal static class CallsInVain
{
    /// <summary>Why each of them cannot be called; nothing where all of them can.</summary>
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
