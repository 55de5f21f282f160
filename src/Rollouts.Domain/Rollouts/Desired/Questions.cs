using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>
/// Determines the checks to evaluate, from the zero reading before the first shift until the end. Checks of finished
/// waves continue. Those of later waves have no data yet.
/// </summary>
internal static class Questions
{
    /// <summary>How long after a way back it is watched whether requests still reach the candidate.</summary>
    private static readonly TimeSpan WatchedAfter = TimeSpan.FromMinutes(10);

    public static ValueList<Question> Of(Rollout state)
    {
        if (state.Status is Status.RollingBack or Status.RolledBack or Status.Superseded)
        {
            return Leftovers(state);
        }

        if (state.Status is not (Status.Queued or Status.Running or Status.Paused or Status.Observing))
        {
            return [];
        }

        var verify = state.Spec.Observes ? null : NextVerify(state, state.Position.Step);
        List<Question> questions = new(state.Checks.Count);
        foreach (var guard in state.Checks)
        {
            if (CheckRanges.IsWatching(state, guard))
            {
                questions.Add(state.Spec.Observes ? OfObserved(state, guard) : Of(state, guard, verify));
            }
        }

        return questions.ToValueList();
    }

    private static ValueList<Question> Leftovers(Rollout state) =>
        state
            .Checks.Where(guard => guard.Check.IsOfRouter && TargetOf(state, guard) is { WasMoved: true })
            .Select(guard => Leftover(state, guard))
            .ToValueList();

    // The weights of another controller have no verify. A comparison is concluded after the time that the plan has for
    // the weight.
    private static Question OfObserved(Rollout state, CheckRun guard)
    {
        var verify = NextVerify(state, ObservedCourse.StepOf(state, guard.Target));
        return Of(state, guard, verify) with
        {
            ConcludesFrom = state.Step.RunsFrom + (verify?.AtLeast ?? PlanDefaults.VerifyAtLeast),
        };
    }

    private static Question Of(Rollout state, CheckRun guard, Instruction.Verify? verify) =>
        new()
        {
            Check = guard.Check.Name,
            Target = guard.Target,
            Generation = guard.Generation,
            Epoch = state.Epoch,
            Split = SplitOf(state, guard),
            InForce = guard.Check.IsOfRouter ? InForceOn(state, guard) : null,
            LeastRequests = verify?.Requests ?? Shift.UsualRequests,
            Margin = verify?.Prove is { } margin ? (double)margin.Value : null,
            ConcludesFrom =
                state.Instruction == verify ? state.Step.RunsFrom + (verify!.AtLeast - state.Step.Ran) : null,
        };

    private static Question Leftover(Rollout state, CheckRun guard) =>
        new()
        {
            Check = guard.Check.Name,
            Target = guard.Target,
            Generation = guard.Generation,
            Epoch = state.Epoch,
            Split = Split.Returned,
            InForce = InForceOn(state, guard),
            Until = state.Status is Status.Final final ? final.At + WatchedAfter : null,
        };

    /// <summary>The target whose share a check judges; of several, none adds up their counts.</summary>
    private static TargetState? TargetOf(Rollout state, CheckRun guard)
    {
        foreach (var target in state.Targets)
        {
            if (guard.Target is null || target.Name == guard.Target)
            {
                return target;
            }
        }

        return null;
    }

    // A header route adds requests to the share of the candidate and a mirror adds copies. During a shift some proxies
    // have the old weight and some the new one.
    private static Weight? InForceOn(Rollout state, CheckRun guard) =>
        TargetOf(state, guard) is { IsThere: true, Aim: { Matches.IsEmpty: true, Mirror.BasisPoints: 0 } aim }
            ? aim.Candidate
            : null;

    private static Split SplitOf(Rollout state, CheckRun guard)
    {
        var candidate = Weight.Zero;
        var hasMatches = false;
        foreach (var target in state.Targets)
        {
            if (guard.Target is { } name ? target.Name == name : target.Spec.Wave == state.Position.Wave)
            {
                candidate = target.Aim.Candidate > candidate ? target.Aim.Candidate : candidate;
                hasMatches |= !target.Aim.Matches.IsEmpty;
            }
        }

        if (candidate == Weight.Zero)
        {
            return hasMatches ? Split.Preview : Split.BaselineAlone;
        }

        return candidate == Weight.Full ? Split.CandidateAlone : Split.BothArms;
    }

    /// <summary>The verify that the present weight leads to; one behind the next shift will ask for itself.</summary>
    private static Instruction.Verify? NextVerify(Rollout state, int from)
    {
        var course = state.Spec.Steps.Instructions;
        for (var step = from; step < course.Count; step++)
        {
            switch (course[step])
            {
                case Instruction.Verify verify:
                    return verify;
                case Instruction.Shift when step > from:
                    return null;
            }
        }

        return null;
    }
}
