using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>The planned traffic of the steps, from which the decider derives the traffic in events.</summary>
internal static class TrafficPlan
{
    /// <summary>
    /// The targets whose traffic changes at a position. Finished waves get the candidate, later waves the baseline, and
    /// the present wave the traffic of its last steps.
    /// </summary>
    public static ValueList<TargetTraffic> ChangesAt(Rollout state, Position position) =>
        Changes(
            state,
            target =>
                target.Spec.Wave < position.Wave ? Traffic.All
                : target.Spec.Wave > position.Wave ? Traffic.None
                : TrafficAt(state.Spec.Steps, position.Step)
        );

    /// <summary>The targets whose traffic changes on a rollback.</summary>
    public static ValueList<TargetTraffic> ChangesBack(Rollout state) => Changes(state, _ => Traffic.None);

    private static ValueList<TargetTraffic> Changes(Rollout state, Func<TargetState, Traffic> planned) =>
        state
            .Targets.Select(target => new TargetTraffic(target.Name, planned(target)))
            .Where((change, i) => change.Traffic != state.Targets[i].Aim)
            .ToValueList();

    /// <summary>The traffic of a target of the present wave once a step has been entered.</summary>
    public static Traffic TrafficAt(StepProgram course, int step)
    {
        var traffic = Traffic.None;
        for (var at = 0; at <= step; at++)
        {
            traffic = course.Instructions[at] switch
            {
                // At 100 % a route or a mirror changes nothing any more, so both go with the last shift.
                Instruction.Shift shift when shift.To == Weight.Full => Traffic.All,
                Instruction.Shift shift => traffic with { Candidate = shift.To },
                Instruction.Route route => traffic with { Matches = route.Matches },
                Instruction.Mirror mirror => traffic with { Mirror = mirror.Share },
                Instruction.Ready
                or Instruction.Hold
                or Instruction.Verify
                or Instruction.Approve
                or Instruction.Gate
                or Instruction.PointOfNoReturn
                or Instruction.Bake => traffic,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return traffic;
    }

    /// <summary>
    /// Whether a step gives the candidate traffic. A preview is its first traffic, so it counts as a shift for the
    /// judges.
    /// </summary>
    public static bool GivesTraffic(StepProgram course, int step) =>
        course.Instructions[step] switch
        {
            Instruction.Shift => true,
            Instruction.Route => TrafficAt(course, step).Candidate == Weight.Zero,
            Instruction.Ready
            or Instruction.Hold
            or Instruction.Verify
            or Instruction.Approve
            or Instruction.Gate
            or Instruction.Mirror
            or Instruction.PointOfNoReturn
            or Instruction.Bake => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
