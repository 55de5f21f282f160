using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Plans.Courses;

/// <summary>Expands a ramp into shifts and holds.</summary>
internal static class Ramps
{
    private const int WholePercent = 100;

    public static IEnumerable<Instruction> Expand(Step.Ramp ramp, Weight from)
    {
        // A ramp between whole percents uses whole percents only, because most routers cannot set finer weights.
        var grain = (from.BasisPoints % WholePercent) + (ramp.To.BasisPoints % WholePercent) == 0 ? WholePercent : 1;
        var rise = (ramp.To.BasisPoints - from.BasisPoints) / grain;
        for (var part = 1; part <= ramp.In; part++)
        {
            var to = new Weight(from.BasisPoints + (rise * part / ramp.In * grain));
            yield return new Instruction.Shift(to, PlanDefaults.ShiftWithin, ramp.At) { Name = ramp.Name };
            yield return new Instruction.Hold(ramp.Over / ramp.In, ramp.At) { Name = ramp.Name };
        }
    }
}
