using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>
/// Which checks are asked: from before the first shift, for the zero reading, until the end. Those of finished
/// waves go on; those of later ones have nothing to see yet.
/// </summary>
internal static class Questions
{
    public static ValueList<Question> Of(Rollout state) =>
        state.Status is Status.Queued or Status.Running or Status.Paused
            ? state
                .Guards.Where(guard => guard.Wave <= state.Position.Wave)
                .Select(guard => new Question(
                    guard.Check.Name,
                    guard.Target,
                    guard.Generation,
                    state.Epoch,
                    CandidateShare(state, guard)
                ))
                .ToValueList()
            : [];

    private static Weight CandidateShare(Rollout state, Guard guard) =>
        guard.Target is { } name && state.Target(name) is { } target
            ? target.Aim.Candidate
            : state.CurrentTargets.Select(current => current.Aim.Candidate).DefaultIfEmpty(Weight.Zero).Max();
}
