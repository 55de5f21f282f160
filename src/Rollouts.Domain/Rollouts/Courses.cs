using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>What a course asks of the traffic.</summary>
internal static class Courses
{
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
