namespace Rollouts.Domain.Rollouts;

/// <summary>
/// Relates the weights that another controller sets to the steps of the plan, for the checks that watch a part of it.
/// </summary>
internal static class ObservedCourse
{
    /// <param name="target">Null for the largest weight of all targets.</param>
    public static Weight WeightOf(Rollout state, TargetName? target) =>
        state
            .Targets.Where(one => target is null || one.Name == target)
            .Select(one => one.Aim.Candidate)
            .DefaultIfEmpty(Weight.Zero)
            .Max();

    /// <summary>The last step of the plan whose weight is not above the observed one.</summary>
    public static int StepOf(Rollout state, TargetName? target)
    {
        var (weight, course) = (WeightOf(state, target), state.Spec.Steps);
        var step = course.Instructions.Count - 1;
        while (step > 0 && course.WeightAt(step) > weight)
        {
            step--;
        }

        return step;
    }
}
