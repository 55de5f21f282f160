using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>The traffic that a course plans, from which the decider takes what an event decides.</summary>
internal static class Courses
{
    /// <summary>
    /// The targets whose traffic changes at a position: finished waves get the candidate, later waves the baseline,
    /// the present wave what its last steps asked for.
    /// </summary>
    public static ValueList<TargetTraffic> ChangesAt(Rollout state, Position position) =>
        Changes(
            state,
            target =>
                target.Terms.Wave < position.Wave ? Traffic.All
                : target.Terms.Wave > position.Wave ? Traffic.None
                : TrafficAt(state.Terms.Course, position.Step)
        );

    /// <summary>The targets whose traffic changes on a rollback.</summary>
    public static ValueList<TargetTraffic> ChangesBack(Rollout state) => Changes(state, _ => Traffic.None);

    private static ValueList<TargetTraffic> Changes(Rollout state, Func<TargetState, Traffic> planned) =>
        state
            .Targets.Select(target => new TargetTraffic(target.Name, planned(target)))
            .Where((change, i) => change.Traffic != state.Targets[i].Aim)
            .ToValueList();

    /// <summary>The traffic of a target of the present wave once a step has been entered.</summary>
    public static Traffic TrafficAt(Course course, int step)
    {
        var traffic = Traffic.None;
        for (var at = 0; at <= step; at++)
        {
            traffic = course.Instructions[at] switch
            {
                // At 100 % a header route or a mirror changes nothing any more, so both go with the last shift.
                Instruction.Shift shift when shift.To == Weight.Full => Traffic.All,
                Instruction.Shift shift => traffic with { Candidate = shift.To },
                Instruction.Route route => traffic with { Headers = route.Headers },
                Instruction.Mirror mirror => traffic with { Mirror = mirror.Share },
                _ => traffic,
            };
        }

        return traffic;
    }
}
