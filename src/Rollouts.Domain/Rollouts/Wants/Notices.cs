using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>What people should have been told of a state.</summary>
internal static class Notices
{
    public static ValueList<Notice> Of(Rollout state) => [.. Said(state)];

    private static IEnumerable<Notice> Said(Rollout state)
    {
        var what = $"{state.Terms.Plan.Service} {state.Terms.Version} in {state.Terms.Plan.Environment}";
        if (state.BeganAt is not null)
        {
            yield return new Notice("began", NoticeKind.Began, $"{what} is on its way");
        }

        if (state.IsUnderWay && state.Instruction is Instruction.Approve approve)
        {
            yield return new Notice(
                $"approval {state.Position}",
                NoticeKind.ApprovalWanted,
                $"{what} waits for the yes of {approve.Count} of {string.Join(", ", approve.From)}"
            );
        }
        else if (state.Status is Status.Running && state.BeganAt is not null)
        {
            yield return new Notice(
                $"step {state.Position}",
                NoticeKind.Step,
                $"{what} is at step {state.Position.Step} of wave {state.Position.Wave + 1}"
            );
        }

        if (state.Status is Status.Paused paused)
        {
            yield return new Notice(
                $"paused {paused.Since}",
                NoticeKind.Paused,
                $"{what} stands still ({paused.Kind})"
            );
        }

        if (state.Status is Status.RollingBack back)
        {
            yield return new Notice("back", NoticeKind.GoingBack, $"{what} is taken back ({back.Kind})");
            foreach (var target in state.Targets.Where(target => target.Trouble is not null && !target.IsThere))
            {
                yield return new Notice(
                    $"unreachable {target.Name} {target.Trouble!.Since}",
                    NoticeKind.Unreachable,
                    $"{what} cannot be taken back on {target.Name}: {target.Trouble.Error}"
                );
            }
        }

        if (state.IsFinal)
        {
            yield return new Notice("ended", NoticeKind.Ended, $"{what} has ended: {state.Status.Name}");
        }
    }
}
