namespace Rollouts.Domain.Rollouts.Wants;

public enum NoticeKind
{
    Began,
    Step,
    ApprovalWanted,
    Paused,
    GoingBack,

    /// <summary>A target cannot be reached on the way back: somebody must look at once.</summary>
    Unreachable,
    Ended,
}
